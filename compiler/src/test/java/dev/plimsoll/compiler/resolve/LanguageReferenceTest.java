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
import java.util.Map;
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
  void noBlockOfThePageEscapesTheseTests() {
    assertThat(page.lines().filter(line -> line.startsWith("```")).count())
        .isEqualTo(2L * Markdown.blocks(page, "plimsoll").size());
  }

  @Test
  void whatItCallsAMistakeIsOne() {
    String end = "; }";
    String x86 = "policy a.B; baseline b { x86_64: ";
    String fleet = "policy a.B; fleet f { node n { arch x86_64; cpu znver4; } } baseline b { ";
    String rules = x86 + "avx2; } rules b { ";
    String test = x86 + "avx2; } test \"t\" { ";
    Map<String, String> mistakes =
        Map.ofEntries(
            Map.entry(x86 + "avx9*" + end, "PLM-207"),
            Map.entry(x86 + "avx2 - sha_ni" + end, "PLM-208"),
            Map.entry(fleet + "aarch64: common(f); }", "PLM-209"),
            Map.entry(x86 + "b" + end, "PLM-210"),
            Map.entry(x86 + "avx2; } baseline b { x86_64: avx" + end, "PLM-211"),
            Map.entry(x86 + "avx2 - sse2" + end, "PLM-213"),
            Map.entry(rules + "allow dispatch in \"g:a\";" + " }", "PLM-215"),
            Map.entry(rules + "deny hint bti; allow hint bti" + end, "PLM-217"),
            Map.entry(rules + "deny hint bti owner \"x\"" + end, "PLM-221"),
            Map.entry(x86 + "avx2 -avx" + end, "PLM-109"),
            Map.entry("policy a.B; policy a.C; baseline b { x86_64: avx2" + end, "PLM-116"),
            Map.entry(x86 + "{ avx, }" + end, "PLM-101"),
            Map.entry(x86 + "(".repeat(65) + "avx" + ")".repeat(65) + end, "PLM-112"),
            Map.entry(test + "}", "PLM-242"));
    mistakes.forEach(
        (policy, code) -> {
          Analysis analysis = Roots.analyze(new SourceFile("x.plimsoll", policy));
          assertThat(analysis.diagnostics())
              .as(policy)
              .extracting(d -> d.code().id())
              .containsExactly(code);
        });
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
      kind.words().forEach(word -> assertThat(page).contains("`" + word + "`"));
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
