package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Expectation;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.PolicyTest;
import dev.plimsoll.dsl.ast.Expectation.Chain;
import dev.plimsoll.dsl.ast.Expectation.Features;
import dev.plimsoll.dsl.ast.Expectation.Migrate;
import dev.plimsoll.dsl.ast.Expectation.Step;
import dev.plimsoll.dsl.ast.Expectation.WordBits;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.ast.TestDeclaration;
import dev.plimsoll.dsl.diagnostic.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Resolves the {@code test} blocks; an expectation with an unknown name is left out. */
final class TestResolver {
  /** What a chain sees that is held to no baseline. */
  private static final String DEFAULT_WORDS = "default";

  private final Symbols symbols;
  private final Findings findings;

  /** The names of all nodes, once one has been asked for. */
  private Optional<Set<String>> nodes = Optional.empty();

  private final ExpectedNames names;

  TestResolver(Symbols symbols, IsaCatalog catalog, Findings findings) {
    this.symbols = symbols;
    this.findings = findings;
    this.names = new ExpectedNames(catalog, findings);
  }

  List<PolicyTest> resolve(PolicyFile file) {
    Duplicates titles = new Duplicates(findings);
    List<PolicyTest> tests = new ArrayList<>();
    file.all(TestDeclaration.class)
        .forEach(
            test -> {
              String title = test.title().value();
              titles.isFirst(title, test.title().span(), "A test " + Quoted.of(title));
              checkNotEmpty(test);
              List<Expectation> expectations =
                  test.expectations().stream().flatMap(e -> expectation(e).stream()).toList();
              tests.add(new PolicyTest(title, expectations, test.span()));
            });
    return tests;
  }

  private void checkNotEmpty(TestDeclaration test) {
    if (test.expectations().isEmpty() && !findings.isDamaged(test.span())) {
      findings.add(
          findings
              .at(
                  PolicyCode.EMPTY_TEST,
                  test.title().span(),
                  "This test expects nothing, so it could not fail.")
              .withHint("Add a line such as `expect portable on x86_64 has avx2;`."));
    }
  }

  private Optional<Expectation> expectation(dev.plimsoll.dsl.ast.Expectation expected) {
    if (expected instanceof Features features) {
      return features(features);
    }
    if (expected instanceof WordBits bits) {
      return bits(bits);
    }
    if (expected instanceof Chain chain) {
      return chain(chain);
    }
    if (expected instanceof Migrate migrate) {
      return migrate(migrate);
    }
    return carries((dev.plimsoll.dsl.ast.Expectation.Carries) expected);
  }

  private Optional<Expectation> features(Features expected) {
    Optional<Architecture> architecture = place(expected.baseline(), expected.architecture());
    List<String> features = new ArrayList<>();
    for (Name name : expected.features()) {
      architecture.flatMap(a -> names.feature(name, a)).ifPresent(features::add);
    }
    return architecture
        .filter(a -> features.size() == expected.features().size())
        .map(
            a ->
                new Expectation.Features(
                    expected.baseline().text(),
                    a.name(),
                    expected.present(),
                    features,
                    expected.span()));
  }

  private Optional<Expectation> bits(WordBits expected) {
    Optional<Architecture> architecture = place(expected.baseline(), expected.architecture());
    List<String> bits = new ArrayList<>();
    for (Name name : expected.bits()) {
      architecture.flatMap(a -> names.bit(name, a)).ifPresent(bits::add);
    }
    return architecture
        .filter(a -> bits.size() == expected.bits().size())
        .map(
            a ->
                new Expectation.WordBits(
                    expected.baseline().text(),
                    a.name(),
                    expected.present(),
                    bits,
                    expected.span()));
  }

  private Optional<Expectation> carries(dev.plimsoll.dsl.ast.Expectation.Carries expected) {
    boolean fleet = symbols.fleet(expected.fleet()).isPresent();
    boolean baseline = symbols.baseline(expected.baseline()).isPresent();
    return fleet && baseline
        ? Optional.of(
            new Expectation.Carries(
                expected.fleet().text(), expected.baseline().text(), expected.span()))
        : Optional.empty();
  }

  private Optional<Expectation> chain(Chain chain) {
    Optional<Architecture> architecture = symbols.architectures().find(chain.architecture());
    boolean known = Vocabulary.Kind.SEMANTICS.check(chain.semantics(), findings);
    Map<String, Name> baselines = new LinkedHashMap<>();
    boolean written = false;
    for (Step step : chain.steps()) {
      known &= step(step);
      written |= step.operation().text().equals("checkpoint");
      if (step.operation().text().equals("hold")) {
        step.argument().ifPresent(name -> baselines.putIfAbsent(name.text(), name));
      }
      if (step.operation().text().equals("restore") && !written) {
        known = false;
        findings.add(
            findings
                .at(PolicyCode.NO_IMAGE, step.span(), "Nothing was written that could be restored.")
                .withHint("Write `checkpoint;` before it."));
      }
    }
    boolean ofBaseline = !chain.words().text().equals(DEFAULT_WORDS);
    if (ofBaseline) {
      baselines.putIfAbsent(chain.words().text(), chain.words());
    }
    for (Name baseline : baselines.values()) {
      known &= isKnown(baseline, architecture, chain.architecture());
    }
    return known && architecture.isPresent()
        ? Optional.of(
            new Expectation.Chain(
                chain.steps().stream().map(TestResolver::resolved).toList(),
                architecture.get().name(),
                chain.semantics().text(),
                ofBaseline ? Optional.of(chain.words().text()) : Optional.empty(),
                chain.span()))
        : Optional.empty();
  }

  private static Expectation.Step resolved(Step step) {
    return new Expectation.Step(
        step.operation().text(), step.argument().map(Name::text), step.span());
  }

  private boolean step(Step step) {
    boolean known = Vocabulary.Kind.CHAIN_STEP.check(step.operation(), findings);
    if (known && step.operation().text().equals("hold")) {
      return argument(step, true);
    }
    if (known && step.operation().text().equals("exec")) {
      return step.argument().filter(a -> !Vocabulary.Kind.EXEC_ABI.check(a, findings)).isEmpty();
    }
    return known && argument(step, false);
  }

  /** Whether a step has a second word exactly if it needs one. */
  private boolean argument(Step step, boolean needed) {
    boolean good = step.argument().isPresent() == needed;
    if (!good) {
      String operation = Quoted.of(step.operation().text());
      findings.add(
          findings
              .at(
                  PolicyCode.UNKNOWN_VALUE,
                  step.argument().map(Name::span).orElse(step.span()),
                  needed
                      ? operation + " does not say to which baseline."
                      : operation + " stands alone.")
              .withHint(needed ? "Write `hold BASELINE;`." : "Write " + operation + " only."));
    }
    return good;
  }

  private Optional<Expectation> migrate(Migrate migrate) {
    boolean known = symbols.baseline(migrate.baseline()).isPresent();
    for (Name name : List.of(migrate.from(), migrate.to())) {
      known &= node(name);
    }
    return known
        ? Optional.of(new Expectation.NotEvaluated("migrate", migrate.span()))
        : Optional.empty();
  }

  private boolean node(Name name) {
    Set<String> nodes = nodes();
    boolean known = nodes.contains(name.text());
    boolean excused =
        known
            || findings.isFull()
            || findings.mayBeDeclaredElsewhere(name.text())
            || symbols.fleets().values().stream().anyMatch(f -> !f.complete());
    if (!excused) {
      findings.add(
          findings
              .at(
                  PolicyCode.UNKNOWN_NODE,
                  name.span(),
                  "No fleet has a node " + Quoted.of(name.text()) + ".")
              .withSuggestions(findings.suggest(name.text(), () -> nodes)));
    }
    return known;
  }

  private Set<String> nodes() {
    Set<String> known =
        nodes.orElseGet(
            () ->
                Stream.concat(
                        symbols.fleets().values().stream()
                            .flatMap(f -> f.declaration().nodes().stream())
                            .map(n -> n.name().text()),
                        symbols.imports().files().stream()
                            .flatMap(p -> p.fleets().stream())
                            .flatMap(f -> f.nodes().stream())
                            .map(Node::name))
                    .collect(Collectors.toUnmodifiableSet()));
    nodes = Optional.of(known);
    return known;
  }

  /** The architecture, if the baseline has a set for it. */
  private Optional<Architecture> place(Name baseline, Name architecture) {
    Optional<Architecture> found = symbols.architectures().find(architecture);
    boolean known = isKnown(baseline, found, architecture);
    return found.filter(a -> known);
  }

  /** Whether there is such a baseline, and it has a set for an architecture; if not, a finding. */
  private boolean isKnown(Name baseline, Optional<Architecture> architecture, Name place) {
    Optional<Symbols.Declared> outline = symbols.baseline(baseline);
    if (outline.isEmpty() || architecture.isEmpty()) {
      return false;
    }
    String name = architecture.get().name();
    boolean named = outline.get().architectures().contains(name);
    if (!named && outline.get().complete()) {
      findings.add(
          findings
              .at(
                  PolicyCode.BASELINE_LACKS_ARCHITECTURE,
                  place.span(),
                  "Baseline " + Quoted.of(baseline.text()) + " has no set for " + name + ".")
              .withRelated(outline.get().file(), outline.get().name(), "declared here"));
    }
    return named;
  }
}
