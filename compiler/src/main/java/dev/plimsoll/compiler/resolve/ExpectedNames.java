package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.WordBit;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks up the features and word bits that tests name. */
final class ExpectedNames {
  private final IsaCatalog catalog;
  private final Findings findings;

  ExpectedNames(IsaCatalog catalog, Findings findings) {
    this.catalog = catalog;
    this.findings = findings;
  }

  /** The canonical name of a feature, or a finding that there is none. */
  Optional<String> feature(Name name, Architecture architecture) {
    Optional<String> found = architecture.feature(name.text()).map(Feature::name);
    if (found.isEmpty() && !findings.isFull() && !findings.isDamaged(name.span())) {
      findings.add(foreignFeature(name, architecture).orElseGet(() -> unknown(name, architecture)));
    }
    return found;
  }

  private Optional<Diagnostic> foreignFeature(Name name, Architecture architecture) {
    return catalog.architectures().stream()
        .flatMap(other -> other.feature(name.text()).stream())
        .findFirst()
        .map(
            feature -> {
              Diagnostic diagnostic =
                  findings.at(
                      PolicyCode.OTHER_ARCHITECTURE,
                      name.span(),
                      Quoted.of(name.text())
                          + " is a feature of "
                          + feature.architecture()
                          + "; this line is for "
                          + architecture
                          + ".");
              return feature.name().equals(name.text())
                  ? diagnostic
                  : diagnostic.withHint("Its canonical name is " + Quoted.of(feature.name()) + ".");
            });
  }

  private Diagnostic unknown(Name name, Architecture architecture) {
    boolean set =
        architecture.level(name.text()).isPresent() || architecture.cpu(name.text()).isPresent();
    List<String> known =
        architecture.features().stream()
            .flatMap(f -> Stream.concat(Stream.of(f.name()), f.aliases().stream()))
            .toList();
    Diagnostic diagnostic =
        findings.at(
            PolicyCode.UNKNOWN_NAME,
            name.span(),
            Quoted.of(name.text()) + " is no feature of " + architecture + ".");
    return set
        ? diagnostic.withHint("It stands for many features; a test names them one by one.")
        : diagnostic.withSuggestions(Suggestions.of(name.text(), known));
  }

  /** The name of a bit that 64-bit programs see, or a finding that there is none. */
  Optional<String> bit(Name name, Architecture architecture) {
    Optional<String> found =
        bits(architecture, WordBit::isNative).filter(name.text()::equals).findFirst();
    if (found.isEmpty() && !findings.isFull() && !findings.isDamaged(name.span())) {
      findings.add(unknownBit(name, architecture));
    }
    return found;
  }

  private Diagnostic unknownBit(Name name, Architecture architecture) {
    Diagnostic diagnostic =
        findings.at(
            PolicyCode.UNKNOWN_WORD_BIT,
            name.span(),
            Quoted.of(name.text()) + " is no bit of the words of " + architecture + ".");
    if (bits(architecture, bit -> true).anyMatch(name.text()::equals)) {
      return diagnostic.withHint("Only 32-bit programs see it; tests ask for 64-bit ones.");
    }
    Optional<Architecture> other =
        catalog.architectures().stream()
            .filter(a -> bits(a, bit -> true).anyMatch(name.text()::equals))
            .findFirst();
    if (other.isPresent()) {
      return diagnostic.withHint("It is one of the words of " + other.get() + ".");
    }
    if (architecture.feature(name.text()).isPresent()) {
      return diagnostic.withHint("It is a feature; `plimsoll catalog words` lists the bits.");
    }
    return diagnostic.withSuggestions(
        Suggestions.of(name.text(), bits(architecture, WordBit::isNative).toList()));
  }

  private static Stream<String> bits(Architecture architecture, Predicate<WordBit> which) {
    return architecture.words().stream().filter(which).map(WordBit::name);
  }
}
