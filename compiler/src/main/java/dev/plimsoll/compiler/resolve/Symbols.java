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
        .forEach(b -> add(b.name(), "baseline", symbols.outline(b), baselines, names));
    file.all(FleetDeclaration.class)
        .forEach(f -> add(f.name(), "fleet", symbols.outline(f), fleets, names));
    return symbols;
  }

  /**
   * Adds a declaration. A second one of the name gets a key that no name can be: what is wrong
   * inside of it is found all the same.
   */
  private static <T> void add(
      Name name, String kind, T outline, Map<String, T> all, Duplicates names) {
    String what = "A declaration of " + Quoted.of(name.text());
    boolean first = names.isFirst(kind + " " + name.text(), name.span(), what);
    all.put(first ? name.text() : name.text() + "#" + name.span().offset(), outline);
  }

  /** The names of the baselines. */
  List<String> baselineNames() {
    return names(baselines);
  }

  private static List<String> names(Map<String, ?> declarations) {
    return declarations.keySet().stream().filter(key -> !key.contains("#")).toList();
  }

  /** The baseline that a {@code hold} or {@code rules} block is about, or a finding. */
  Optional<Outline.OfBaseline> baseline(Name name) {
    Optional<Outline.OfBaseline> found = Optional.ofNullable(baselines.get(name.text()));
    if (found.isEmpty()) {
      report(PolicyCode.UNKNOWN_BASELINE, "baseline", name, names(baselines));
    }
    return found;
  }

  /** The fleet of that name, or a finding. */
  Optional<Outline.OfFleet> fleet(Name name) {
    Optional<Outline.OfFleet> found = Optional.ofNullable(fleets.get(name.text()));
    if (found.isEmpty()) {
      report(PolicyCode.UNKNOWN_FLEET, "fleet", name, names(fleets));
    }
    return found;
  }

  private void report(PolicyCode code, String kind, Name name, Collection<String> known) {
    if (!findings.mayBeDeclaredElsewhere(name.text()) && !findings.isDamaged(name.span())) {
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
      String what = "A node " + Quoted.of(node.name().text());
      names.isFirst(node.name().text(), node.name().span(), what);
      complete &= outline.isPresent();
      outline.ifPresent(nodes::add);
    }
    return new Outline.OfFleet(declaration, nodes, complete);
  }
}
