package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.FleetDeclaration;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.NodeDeclaration;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The fleets and baselines of a file by name, in the order of the text.
 *
 * @param imports what other files declare
 */
record Symbols(
    Map<String, Outline.OfBaseline> baselines,
    Map<String, Outline.OfFleet> fleets,
    Imports imports,
    Probes probes,
    Architectures architectures,
    Findings findings) {

  static Symbols of(
      PolicyFile file,
      Imports imports,
      Probes probes,
      Architectures architectures,
      Findings findings) {
    Map<String, Outline.OfBaseline> baselines = new LinkedHashMap<>();
    Map<String, Outline.OfFleet> fleets = new LinkedHashMap<>();
    Symbols symbols = new Symbols(baselines, fleets, imports, probes, architectures, findings);
    Duplicates names = new Duplicates(findings);
    file.all(BaselineDeclaration.class)
        .forEach(b -> add(b.name(), "baseline", symbols.outline(b), baselines, names));
    file.all(FleetDeclaration.class)
        .forEach(f -> add(f.name(), "fleet", symbols.outline(f), fleets, names));
    imports.check(symbols, findings);
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

  /** The names of the baselines that the file declares. */
  List<String> baselineNames() {
    return names(baselines);
  }

  /** What is declared, as an expression needs to know it. */
  record Declared(SourceFile file, Span name, Set<String> architectures, boolean complete) {}

  /** The baseline of that name, declared or imported. */
  Optional<Declared> declaredBaseline(String name) {
    return Optional.ofNullable(baselines.get(name))
        .map(b -> declared(b.declaration().name(), b.sets().keySet(), b.complete()))
        .or(
            () ->
                Optional.ofNullable(imports.baselines().get(name))
                    .map(Imports.OfBaseline::declared));
  }

  /** The fleet of that name, declared or imported. */
  Optional<Declared> declaredFleet(String name) {
    return Optional.ofNullable(fleets.get(name))
        .map(f -> declared(f.declaration().name(), f.architectures(), f.complete()))
        .or(() -> Optional.ofNullable(imports.fleets().get(name)).map(Imports.OfFleet::declared));
  }

  private Declared declared(Name name, Set<String> on, boolean complete) {
    return new Declared(findings.source(), name.span(), on, complete);
  }

  private static List<String> names(Map<String, ?> declarations) {
    return declarations.keySet().stream().filter(key -> !key.contains("#")).toList();
  }

  /** The baseline that a {@code hold} or {@code rules} block is about, or a finding. */
  Optional<Declared> baseline(Name name) {
    Optional<Declared> found = declaredBaseline(name.text());
    if (found.isEmpty()) {
      report(PolicyCode.UNKNOWN_BASELINE, "baseline", name, this::knownBaselines);
    }
    return found;
  }

  /** The fleet of that name, or a finding. */
  Optional<Declared> fleet(Name name) {
    Optional<Declared> found = declaredFleet(name.text());
    if (found.isEmpty()) {
      report(PolicyCode.UNKNOWN_FLEET, "fleet", name, this::knownFleets);
    }
    return found;
  }

  private List<String> knownFleets() {
    List<String> known = new ArrayList<>(names(fleets));
    known.addAll(imports.fleets().keySet());
    return known;
  }

  /** The names of all baselines that an expression may use. */
  List<String> knownBaselines() {
    List<String> known = new ArrayList<>(baselineNames());
    known.addAll(imports.baselines().keySet());
    return known;
  }

  private void report(PolicyCode code, String kind, Name name, Supplier<List<String>> known) {
    boolean excused =
        findings.isFull()
            || findings.mayBeDeclaredElsewhere(name.text())
            || findings.isDamaged(name.span());
    if (!excused) {
      findings.add(
          findings
              .at(code, name.span(), "There is no " + kind + " " + Quoted.of(name.text()) + ".")
              .withSuggestions(findings.suggest(name.text(), known)));
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
      Optional<Outline.OfNode> outline =
          new NodeResolver(architectures, probes, findings).outline(node);
      String what = "A node " + Quoted.of(node.name().text());
      names.isFirst(node.name().text(), node.name().span(), what);
      complete &= outline.isPresent();
      outline.ifPresent(nodes::add);
    }
    return Outline.OfFleet.of(declaration, nodes, complete);
  }
}
