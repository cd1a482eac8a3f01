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
  /** Architectures that Plimsoll is made for; not every version has tables for each. */
  private static final List<String> PLANNED =
      List.of("i386", "arm", "riscv64", "ppc64le", "s390x", "loongarch64");

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
    boolean planned = PLANNED.contains(name.text());
    String message =
        planned
            ? "This version has no tables for " + Quoted.of(name.text()) + "."
            : Quoted.of(name.text()) + " is not an architecture.";
    findings.add(
        findings
            .at(PolicyCode.UNKNOWN_ARCHITECTURE, name.span(), message)
            .withHint("This version knows " + String.join(" and ", names) + ".")
            .withSuggestions(planned ? List.of() : Suggestions.of(name.text(), known)));
  }
}
