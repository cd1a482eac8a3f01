package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a file sees of the files that it imports: what they declare themselves, not what they
 * import.
 *
 * @param files in the order of the text
 */
record Imports(List<Policy> files, Map<String, OfBaseline> baselines, Map<String, OfFleet> fleets) {
  static final Imports NONE = new Imports(List.of(), Map.of(), Map.of());

  /** Something that an imported file declares. */
  sealed interface Imported {
    Symbols.Declared declared();
  }

  /**
   * An imported baseline.
   *
   * @param sets by the architecture's name; what could not be computed has been reported
   */
  record OfBaseline(Symbols.Declared declared, Map<String, SetValue> sets) implements Imported {}

  /**
   * An imported fleet.
   *
   * @param values by the architecture's name
   */
  record OfFleet(Symbols.Declared declared, Map<String, Evaluation.FleetValue> values)
      implements Imported {}

  /** The set of an imported baseline for an architecture that it names. */
  Optional<SetValue> baseline(String name, String architecture) {
    return Optional.ofNullable(baselines.get(name))
        .flatMap(b -> Optional.ofNullable(b.sets().get(architecture)));
  }

  /** What the nodes of an imported fleet have together. */
  Evaluation.FleetValue fleet(String name, String architecture) {
    OfFleet fleet = fleets.get(name);
    return fleet == null
        ? Evaluation.FleetValue.UNKNOWN
        : fleet.values().getOrDefault(architecture, Evaluation.FleetValue.UNKNOWN);
  }

  /** Reports every name of the file that is imported, too. */
  void check(Symbols symbols, Findings findings) {
    symbols
        .baselines()
        .forEach(
            (name, own) -> {
              OfBaseline other = baselines.get(name);
              if (other != null) {
                clash("baseline", own.declaration().name(), other.declared(), findings);
              }
            });
    symbols
        .fleets()
        .forEach(
            (name, own) -> {
              OfFleet other = fleets.get(name);
              if (other != null) {
                clash("fleet", own.declaration().name(), other.declared(), findings);
              }
            });
  }

  private static void clash(String kind, Name own, Symbols.Declared other, Findings findings) {
    findings.add(
        findings
            .at(
                PolicyCode.NAME_CLASH,
                own.span(),
                "An import declares a " + kind + " " + Quoted.of(own.text()) + ", too.")
            .withRelated(other.file(), other.name(), "imported from here")
            .withHint("Choose another name here; what is imported cannot be renamed."));
  }

  /** Adds what one more import declares, and reports each name that an earlier one declares. */
  static <T extends Imported> void add(
      String kind, Map<String, T> more, Span place, Map<String, T> all, Findings findings) {
    more.forEach(
        (name, other) -> {
          T first = all.putIfAbsent(name, other);
          if (first != null) {
            clash(kind, name, place, first.declared(), other.declared(), findings);
          }
        });
  }

  private static void clash(
      String kind,
      String name,
      Span second,
      Symbols.Declared first,
      Symbols.Declared other,
      Findings findings) {
    SourceFile file = other.file();
    findings.add(
        findings
            .at(
                PolicyCode.NAME_CLASH,
                second,
                "Two imports declare a " + kind + " " + Quoted.of(name) + ".")
            .withRelated(file, other.name(), "declared by this import")
            .withRelated(first.file(), first.name(), "and by an earlier one")
            .withHint("Import one of them, or rename what one of them declares."));
  }
}
