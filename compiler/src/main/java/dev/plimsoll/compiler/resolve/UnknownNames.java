package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.CpuModel;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Level;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is known about a name that means nothing where it stands. */
final class UnknownNames {
  private final Architecture architecture;
  private final Symbols symbols;
  private final IsaCatalog catalog;
  private final Findings findings;

  UnknownNames(Architecture architecture, Symbols symbols, IsaCatalog catalog, Findings findings) {
    this.architecture = architecture;
    this.symbols = symbols;
    this.catalog = catalog;
    this.findings = findings;
  }

  void report(Name name) {
    if (!findings.isFull() && !findings.isDamaged(name.span())) {
      (isOfThePolicy(name) ? unknown(name) : elsewhere(name).or(() -> unknown(name)))
          .ifPresent(findings::add);
    }
  }

  /** Whether a declaration is meant, though the catalogue has the name for another architecture. */
  private boolean isOfThePolicy(Name name) {
    return symbols.declaredFleet(name.text()).isPresent()
        || findings.mayBeDeclaredElsewhere(name.text());
  }

  private Optional<Diagnostic> elsewhere(Name name) {
    for (Architecture other : catalog.architectures()) {
      Optional<Feature> feature = other.feature(name.text());
      Optional<String> kind =
          feature
              .map(f -> "feature")
              .or(() -> other.level(name.text()).map(l -> "level"))
              .or(() -> other.cpu(name.text()).map(c -> "CPU model"));
      if (kind.isPresent() && !other.equals(architecture)) {
        Diagnostic diagnostic =
            findings.at(
                PolicyCode.OTHER_ARCHITECTURE,
                name.span(),
                Quoted.of(name.text())
                    + " is a "
                    + kind.get()
                    + " of "
                    + other
                    + "; this set is for "
                    + architecture
                    + ".");
        Optional<String> canonical = feature.map(Feature::name).filter(n -> !n.equals(name.text()));
        return Optional.of(
            canonical
                .map(n -> diagnostic.withHint("Its canonical name is " + Quoted.of(n) + "."))
                .orElse(diagnostic));
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnostic> unknown(Name name) {
    List<String> near = Suggestions.of(name.text(), candidates());
    if (near.isEmpty() && findings.mayBeDeclaredElsewhere(name.text())) {
      return Optional.empty();
    }
    Diagnostic diagnostic =
        findings
            .at(
                PolicyCode.UNKNOWN_NAME,
                name.span(),
                Quoted.of(name.text())
                    + " is no feature, level or CPU model of "
                    + architecture
                    + " and no baseline.")
            .withSuggestions(near);
    if (symbols.declaredFleet(name.text()).isPresent()) {
      return Optional.of(
          diagnostic.withHint("What a fleet has in common is " + call(name.text()) + "."));
    }
    return Optional.of(difference(name.text()).map(diagnostic::withHint).orElse(diagnostic));
  }

  private static String call(String fleet) {
    return Quoted.of("common(" + fleet + ")");
  }

  /** Whether the name looks like a difference whose spaces are missing. */
  private Optional<String> difference(String name) {
    for (int i = name.indexOf('-'); i > 0; i = name.indexOf('-', i + 1)) {
      String left = name.substring(0, i);
      String right = name.substring(i + 1);
      if (isKnown(left) && isKnown(right)) {
        return Optional.of(
            "Names may hold `-`; to take away a feature, write "
                + Quoted.of(left + " - " + right)
                + ".");
      }
    }
    return Optional.empty();
  }

  private boolean isKnown(String name) {
    return symbols.declaredBaseline(name).isPresent()
        || architecture.feature(name).isPresent()
        || architecture.level(name).isPresent()
        || architecture.cpu(name).isPresent();
  }

  private List<String> candidates() {
    List<String> all = new ArrayList<>(symbols.knownBaselines());
    for (Feature feature : architecture.features()) {
      all.add(feature.name());
      all.addAll(feature.aliases());
    }
    for (Level level : architecture.levels()) {
      all.add(level.name());
      all.addAll(level.aliases());
    }
    for (CpuModel cpu : architecture.cpus()) {
      all.add(cpu.name());
      all.addAll(cpu.aliases());
    }
    return all;
  }
}
