package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.FleetDeclaration;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.NodeDeclaration;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fleets and baselines of a file by name, in the order of the text. */
record Symbols(
    Map<String, Outline.OfBaseline> baselines,
    Map<String, Outline.OfFleet> fleets,
    Architectures architectures,
    Findings findings) {

  static Symbols of(PolicyFile file, Architectures architectures, Findings findings) {
    Map<String, Outline.OfBaseline> baselines = new LinkedHashMap<>();
    Map<String, Outline.OfFleet> fleets = new LinkedHashMap<>();
    Symbols symbols = new Symbols(baselines, fleets, architectures, findings);
    Duplicates names = new Duplicates(findings);
    file.all(BaselineDeclaration.class)
        .forEach(
            b -> {
              Outline.OfBaseline outline = symbols.outline(b);
              if (names.isFirst("baseline " + b.name().text(), b.name().span(), what(b.name()))) {
                baselines.put(b.name().text(), outline);
              }
            });
    file.all(FleetDeclaration.class)
        .forEach(
            f -> {
              Outline.OfFleet outline = symbols.outline(f);
              if (names.isFirst("fleet " + f.name().text(), f.name().span(), what(f.name()))) {
                fleets.put(f.name().text(), outline);
              }
            });
    return symbols;
  }

  private static String what(Name name) {
    return "A declaration of " + Quoted.of(name.text());
  }

  /** The baseline that a {@code hold} or {@code rules} block is about, or a finding. */
  Optional<Outline.OfBaseline> baseline(Name name) {
    Optional<Outline.OfBaseline> found = Optional.ofNullable(baselines.get(name.text()));
    if (found.isEmpty()) {
      report(PolicyCode.UNKNOWN_BASELINE, "baseline", name, baselines.keySet());
    }
    return found;
  }

  /** The fleet of that name, or a finding. */
  Optional<Outline.OfFleet> fleet(Name name) {
    Optional<Outline.OfFleet> found = Optional.ofNullable(fleets.get(name.text()));
    if (found.isEmpty()) {
      report(PolicyCode.UNKNOWN_FLEET, "fleet", name, fleets.keySet());
    }
    return found;
  }

  private void report(PolicyCode code, String kind, Name name, Collection<String> known) {
    if (!findings.mayBeDeclaredElsewhere(name.text()) && !findings.isFull()) {
      findings.add(
          findings
              .at(code, name.span(), "There is no " + kind + " " + Quoted.of(name.text()) + ".")
              .withSuggestions(Suggestions.of(name.text(), known)));
    }
  }

  private Outline.OfBaseline outline(BaselineDeclaration declaration) {
    Duplicates seen = new Duplicates(findings);
    SortedMap<String, Outline.ArchitectureLine> sets = new TreeMap<>();
    boolean complete = !findings.isDamaged(declaration.span());
    for (BaselineDeclaration.ArchitectureSet set : declaration.sets()) {
      Optional<Architecture> found = architectures.find(set.architecture());
      complete &= found.isPresent();
      if (found.isPresent()) {
        String name = found.get().name();
        if (seen.isFirst(name, set.architecture().span(), "A set for " + name)) {
          sets.put(name, new Outline.ArchitectureLine(found.get(), set));
        }
      }
    }
    return new Outline.OfBaseline(declaration, sets, complete);
  }

  private Outline.OfFleet outline(FleetDeclaration declaration) {
    Duplicates names = new Duplicates(findings);
    List<Outline.OfNode> nodes = new ArrayList<>();
    boolean complete = !findings.isDamaged(declaration.span());
    for (NodeDeclaration node : declaration.nodes()) {
      Optional<Outline.OfNode> outline = new NodeResolver(architectures, findings).outline(node);
      boolean first =
          names.isFirst(
              node.name().text(), node.name().span(), "A node " + Quoted.of(node.name().text()));
      complete &= outline.isPresent();
      if (first) {
        outline.ifPresent(nodes::add);
      }
    }
    return new Outline.OfFleet(declaration, nodes, complete);
  }
}
