package dev.plimsoll.compiler.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRunnerTest {
  private static final String POLICY =
      """
      policy com.acme.Line;
      fleet production {
          node m7i { arch x86_64;  cpu sapphirerapids - { pku }; }
          node m7a { arch x86_64;  cpu znver4; }
          node c7g { arch aarch64; cpu neoverse-v1; }
          node c8g { arch aarch64; cpu neoverse-v2; }
      }
      fleet old { node h { arch x86_64; cpu x86-64-v2; } node g { arch aarch64; cpu armv8.2-a; } }
      fleet none { }
      baseline portable {
          x86_64:  x86-64-v3;
          aarch64: armv8.2-a + { crc32, aes, sha2 };
      }
      baseline migratable {
          x86_64:  common(production) & portable;
          aarch64: common(production)
                       - { sve };
      }
      baseline intel { x86_64: x86-64-v3; }
      """;

  @Test
  void whatIsSoPasses() {
    assertThat(
            statuses(
                "portable on aarch64 has aes",
                "portable on arm64 has aes, lse, crc32",
                "migratable on aarch64 lacks sve2, sve",
                "production carries migratable",
                "production carries portable",
                "words of migratable on aarch64 lack HWCAP_SVE, HWCAP2_SVE2",
                "words of migratable on aarch64 have HWCAP_AES, HWCAP_FP",
                "words of portable on x86_64 have X86_FEATURE_FPU"))
        .containsOnly(TestStatus.PASS);
  }

  @Test
  void whatIsNotSoFails() {
    assertThat(
            statuses(
                "portable on aarch64 lacks aes",
                "portable on aarch64 has aes, sve",
                "portable on aarch64 lacks sve, aes",
                "migratable on aarch64 has sve2",
                "old carries portable",
                "none carries portable",
                "production carries intel",
                "words of migratable on aarch64 have HWCAP_SVE",
                "words of migratable on aarch64 have HWCAP_AES, HWCAP_SVE",
                "words of migratable on aarch64 lack HWCAP_FP",
                "words of portable on x86_64 lack X86_FEATURE_FPU"))
        .containsOnly(TestStatus.FAIL);
  }

  @Test
  void whatIsNotEvaluatedIsAnErrorAndNeverAPass() {
    TestReport report =
        run("portable on aarch64 has aes", "migrate c7g -> c8g under migratable is safe");
    assertThat(report.passed()).isFalse();
    assertThat(report.tests().get(0).status()).isEqualTo(TestStatus.ERROR);
    assertThat(report.tests().get(0).expectations())
        .extracting(ExpectationResult::status)
        .containsExactly(TestStatus.PASS, TestStatus.ERROR);
    assertThat(report.tests().get(0).expectations().get(1).actual())
        .isEqualTo("not evaluated by this version");
  }

  @Test
  void aFailureNamesWhatIsSoAndTheLineThatDecided() {
    ExpectationResult failed =
        run("migratable on aarch64 has sve").tests().get(0).expectations().get(0);
    assertThat(failed.text()).isEqualTo("migratable on aarch64 has sve");
    assertThat(failed.expected()).isEqualTo("migratable on aarch64 to have sve");
    assertThat(failed.actual()).isEqualTo("it lacks sve");
    Reason last = failed.reasons().get(failed.reasons().size() - 1);
    assertThat(last.file().text(last.span())).isEqualTo("{ sve }");
    assertThat(last.position().line()).isEqualTo(17);
    assertThat(last.text()).isEqualTo("taken away here");
  }

  @Test
  void aFailingFleetNamesItsNodesAndWhatTheyLack() {
    ExpectationResult failed = run("old carries portable").tests().get(0).expectations().get(0);
    assertThat(failed.actual()).isEqualTo("2 of 2 nodes do not: h, g");
    assertThat(failed.reasons()).hasSize(2);
    assertThat(failed.reasons().get(0).text()).startsWith("node `h` lacks").contains("avx2");
    assertThat(failed.reasons().get(1).text()).contains("aes");
  }

  @Test
  void aWrongBitIsShownInItsWord() {
    ExpectationResult failed =
        run("words of migratable on aarch64 have HWCAP_SVE").tests().get(0).expectations().get(0);
    assertThat(failed.actual())
        .contains("AT_HWCAP is 0x", "bit 22, HWCAP_SVE, is clear", "the baseline lacks sve");
    assertThat(failed.reasons()).isNotEmpty();
    ExpectationResult kept =
        run("words of migratable on aarch64 lack HWCAP_CPUID").tests().get(0).expectations().get(0);
    assertThat(kept.actual()).contains("always kept");
  }

  @Test
  void tapIsWellFormedWhateverTheTitle() {
    String text =
        POLICY
            + """
            test "a # b \\\\ \\"c\\"" { expect portable on aarch64 has aes; }
            test "fails" { expect portable on aarch64 has sve; }
            """;
    assertThat(TapPrinter.print(List.of(TestRunner.run(compile(text).policy().orElseThrow()))))
        .isEqualTo(
            """
            TAP version 14
            1..2
            # Subtest: com.acme.Line: a \\# b \\\\ "c"
                1..1
                ok 1 - portable on aarch64 has aes
            ok 1 - com.acme.Line: a \\# b \\\\ "c"
            # Subtest: com.acme.Line: fails
                1..1
                not ok 1 - portable on aarch64 has sve
                  ---
                  severity: fail
                  expected: "portable on aarch64 to have sve"
                  actual: "it lacks sve"
                  at: "line.plimsoll:21:16"
                  because:
                    - "line.plimsoll:12:26: this does not bring it"
                    - "line.plimsoll:12:14: level `armv8.2-a` lacks it"
                  ...
            not ok 2 - com.acme.Line: fails
            """);
    assertThat(TapPrinter.print(List.of())).isEqualTo("TAP version 14\n1..0 # SKIP no tests\n");
  }

  @Test
  void textForPeopleQuotesTheLines() {
    assertThat(TestText.failures(run("migratable on aarch64 has sve")))
        .contains("  expected migratable on aarch64 to have sve", "      - { sve };");
    assertThat(TestText.failures(run("portable on aarch64 has aes"))).isEmpty();
  }

  private static List<TestStatus> statuses(String... expectations) {
    return run(expectations).tests().get(0).expectations().stream()
        .map(ExpectationResult::status)
        .toList();
  }

  private static TestReport run(String... expectations) {
    StringBuilder test = new StringBuilder("test \"t\" {\n");
    List.of(expectations).forEach(e -> test.append("    expect ").append(e).append(";\n"));
    Compilation compilation = compile(POLICY + test + "}\n");
    assertThat(DiagnosticPrinter.plain().print(compilation.diagnostics())).isEmpty();
    return TestRunner.run(compilation.policy().orElseThrow());
  }

  private static Compilation compile(String text) {
    return PolicyCompiler.compile(new SourceFile("line.plimsoll", text));
  }
}
