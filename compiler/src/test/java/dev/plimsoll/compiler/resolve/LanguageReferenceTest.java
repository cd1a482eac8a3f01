package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.expectation.TestRunner;
import dev.plimsoll.compiler.expectation.TestText;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reference says what is so. */
class LanguageReferenceTest {
  private static String page = "";

  @BeforeAll
  static void readPage() throws IOException {
    page = Files.readString(Path.of("../docs/language.md"));
  }

  @Test
  void everyExampleIsAPolicyWithoutAFinding() {
    List<String> examples = Markdown.blocks(page, "plimsoll");
    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    for (String example : examples) {
      Analysis analysis = Roots.analyze(new SourceFile("language.plimsoll", example));
      assertThat(DiagnosticPrinter.plain().print(analysis.diagnostics())).isEmpty();
    }
  }

  @Test
  void whatItSaysOfSetsIsTrue() {
    Policy sets = analyze(Markdown.blocks(page, "plimsoll").get(2));
    FeatureSet noAvx2 = set(sets, "no-avx2", "x86_64");
    assertThat(noAvx2.contains("avx")).isTrue();
    assertThat(noAvx2.contains("avx2") || noAvx2.contains("avx512f")).isFalse();
    FeatureSet tight = set(sets, "tight", "x86_64");
    assertThat(tight.contains("avx2") && tight.contains("aes")).isTrue();
    assertThat(tight.contains("avx512f")).isFalse();
    assertThat(set(sets, "lean-plus", "x86_64").containsAll(set(sets, "lean", "x86_64"))).isTrue();
    assertThat(set(sets, "lean", "aarch64").contains("atomics")).isFalse();
  }

  @Test
  void everyArchitectureIsNamed() {
    for (Architecture architecture : IsaCatalog.load().architectures()) {
      assertThat(page).contains("`" + architecture.name() + "`");
      architecture.aliases().forEach(alias -> assertThat(page).contains("`" + alias + "`"));
    }
  }

  @Test
  void everyWordWithAFixedMeaningIsNamed() {
    for (Vocabulary.Kind kind : Vocabulary.Kind.values()) {
      if (kind != Vocabulary.Kind.KNOBS) {
        kind.words().forEach(word -> assertThat(page).contains("`" + word + "`"));
      }
    }
  }

  @Test
  void theDefaultsOfHoldAreTheFirstValues() {
    Policy policy = analyze("policy a.B; baseline b { x86_64: x86-64-v2; } hold b { }");
    Hold hold = policy.hold("b").orElseThrow();
    assertThat(hold.words()).isEqualTo("auto");
    assertThat(hold.knobs()).isEmpty();
    assertThat(hold.limits()).isEmpty();
    assertThat(hold.residual()).isEqualTo(Hold.Residual.WARN);
    assertThat(hold.onLoss()).isEqualTo(Hold.OnLoss.KILL);
    assertThat(hold.exec32Bit()).isEqualTo(Decision.ALLOW);
    assertThat(page)
        .contains("| `auto`;", "| `warn`: tell", "| `kill`;", "| `allow`; `warn`; `deny` |");
  }

  @Test
  void theTestsOfItsExamplesPass() {
    List<Policy> tested =
        Markdown.blocks(page, "plimsoll").stream()
            .map(LanguageReferenceTest::analyze)
            .filter(policy -> !policy.tests().isEmpty())
            .toList();
    assertThat(tested).isNotEmpty();
    tested.forEach(policy -> assertThat(TestText.failures(TestRunner.run(policy))).isEmpty());
  }

  private static FeatureSet set(Policy policy, String baseline, String architecture) {
    return policy.baseline(baseline).orElseThrow().sets().get(architecture);
  }

  private static Policy analyze(String text) {
    Analysis analysis = Roots.analyze(new SourceFile("x.plimsoll", text));
    assertThat(analysis.diagnostics()).isEmpty();
    return analysis.policy().orElseThrow();
  }
}
