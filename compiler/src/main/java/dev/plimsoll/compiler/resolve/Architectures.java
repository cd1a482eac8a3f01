package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks up the names of architectures. */
final class Architectures {
  private final IsaCatalog catalog;
  private final Findings findings;

  Architectures(IsaCatalog catalog, Findings findings) {
    this.catalog = catalog;
    this.findings = findings;
  }

  /** The architecture, or a finding that there is none of that name. */
  Optional<Architecture> find(Name name) {
    Optional<Architecture> found = catalog.architecture(name.text());
    if (found.isEmpty() && !findings.isDamaged(name.span())) {
      report(name);
    }
    return found;
  }

  private void report(Name name) {
    List<String> known =
        catalog.architectures().stream()
            .flatMap(a -> Stream.concat(Stream.of(a.name()), a.aliases().stream()))
            .toList();
    List<String> names = catalog.architectures().stream().map(Architecture::name).toList();
    String message = Quoted.of(name.text()) + " is not an architecture.";
    findings.add(
        findings
            .at(PolicyCode.UNKNOWN_ARCHITECTURE, name.span(), message)
            .withHint("This version knows " + String.join(", ", names) + ".")
            .withSuggestions(Suggestions.of(name.text(), known)));
  }
}
