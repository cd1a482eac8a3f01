package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.PolicySealer;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.expectation.TestRunner;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.sources.ImportLookup;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.PolicySources;
import dev.plimsoll.compiler.sources.ProbeLookup;
import dev.plimsoll.compiler.sources.Surroundings;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.format.PolicyFormatter;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Corpus;
import dev.plimsoll.dsl.testing.Fixtures;
import dev.plimsoll.dsl.testing.Mutants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that is made of a policy, with everything that it may name around it. */
class ResolverMutantsTest {
  /** The fixture of that name has a record of seals. */
  private static final String NAME = "seals.plimsoll";

  private static final Pattern BASELINE = Pattern.compile("\\bbaseline ([\\w.-]+)");
  private static final Pattern FLEET = Pattern.compile("\\bfleet ([\\w.-]+)");

  private static final String PROBED =
      """
      policy a.B;
      fleet lab { node n { from probe "n.json"; } node m { from probe "m.json"; arch x86_64; } }
      baseline common { x86_64: common(lab) + any(lab); }
      test "t" { expect lab carries common; }
      """;

  private static final String SEALED =
      """
      policy a.B;
      baseline known sealed "7ff7b3227ca2bf440bc3a534d2643a98" { x86_64: x86-64-v4; }
      """;

  @Test
  void everyMutantHasAMeaningOrAnError() throws Exception {
    double sound = Mutants.survive("resolver", ResolverMutantsTest::resolve);
    assertThat(sound).as("mutants are neither all sound nor all broken").isBetween(0.02, 0.9);
  }

  @Test
  void everyImportedMutantDoes() throws Exception {
    Mutants.survive("resolver of imports", ResolverMutantsTest::resolveImport);
  }

  @Test
  void everyMutantOfAProbeOrOfARecordOfSealsDoes() throws Exception {
    List<Corpus.Seed> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Roots.FOLDER)) {
      files
          .filter(file -> file.toString().matches(".*\\.(json|seal)"))
          .sorted()
          .forEach(file -> seeds.add(new Corpus.Seed(file.toString(), Fixtures.read(file))));
    }
    assertThat(seeds).hasSizeGreaterThan(5);
    Mutants.survive("reader of probes and records", seeds, ResolverMutantsTest::resolveAround);
  }

  private static boolean resolve(String mutant) {
    return resolve(Roots.around(new SourceFile(NAME, mutant)), Roots.SOURCES);
  }

  private static boolean resolveImport(String mutant) {
    PolicySource imported = Roots.around(new SourceFile(NAME, mutant));
    PolicySources sources =
        path ->
            path.equals("mutant.plimsoll")
                ? new ImportLookup.Found(imported)
                : Roots.SOURCES.find(path);
    String text = importing(first(FLEET, mutant), first(BASELINE, mutant));
    return resolve(PolicySource.alone(new SourceFile("main.plimsoll", text)), sources);
  }

  /** A policy that uses what the mutant seems to declare. */
  private static String importing(Optional<String> fleet, Optional<String> baseline) {
    String set = "x86-64-v3 & x86-64-v2";
    set += fleet.map(f -> " & any(" + f + ")").orElse("");
    set += baseline.map(b -> " & " + b).orElse("");
    return "policy a.B;\nimport \"mutant.plimsoll\";\nbaseline b7 { x86_64: "
        + set
        + "; }\n"
        + baseline.map(b -> "rules " + b + " { deny dispatch unknown; }\n").orElse("")
        + fleet.map(f -> "test \"t\" { expect " + f + " carries b7; }\n").orElse("");
  }

  private static Optional<String> first(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).findFirst();
  }

  private static boolean resolveAround(String mutant) {
    Surroundings surroundings =
        new Surroundings() {
          @Override
          public ProbeLookup probes(String pattern) {
            return new ProbeLookup.Found("", List.of(new ProbeLookup.ProbeFile(pattern, mutant)));
          }

          @Override
          public Optional<String> sealRecord() {
            return Optional.of(mutant);
          }
        };
    resolve(around(SEALED, surroundings), PolicySources.NONE);
    return resolve(around(PROBED, surroundings), PolicySources.NONE);
  }

  private static PolicySource around(String text, Surroundings surroundings) {
    return new PolicySource(new SourceFile("main.plimsoll", text), surroundings);
  }

  private static boolean resolve(PolicySource source, PolicySources sources) {
    Compilation compilation = PolicyCompiler.compile(source, sources);
    DiagnosticPrinter.plain().print(compilation.diagnostics());
    boolean failed = compilation.diagnostics().stream().anyMatch(Diagnostic::isError);
    assertThat(compilation.policy().isPresent()).isEqualTo(!failed);
    compilation.policy().ifPresent(policy -> use(policy, source, sources));
    return !failed;
  }

  private static void use(Policy policy, PolicySource source, PolicySources sources) {
    assertThat(TestRunner.run(policy).tests()).hasSameSizeAs(policy.tests());
    CatalogNames names = new CatalogNames(IsaCatalog.load(), ImportedNames.of(source, sources));
    String canonical = PolicyFormatter.formatCanonical(source.file(), names).text().orElseThrow();
    SourceFile renamed = new SourceFile(source.file().name(), canonical);
    Policy same =
        PolicyAnalyzer.analyze(new PolicySource(renamed, source.surroundings()), sources)
            .policy()
            .orElseThrow();
    assertThat(same.baselines())
        .extracting(baseline -> baseline.sets())
        .isEqualTo(policy.baselines().stream().map(baseline -> baseline.sets()).toList());
    try {
      PolicySealer.Sealing sealing = PolicySealer.seal(source, sources, Set.of());
      assertThat(sealing.text()).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
