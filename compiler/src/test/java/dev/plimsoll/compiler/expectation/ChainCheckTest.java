package dev.plimsoll.compiler.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainCheckTest {
  private static final String POLICY =
      """
      policy com.acme.Line;
      baseline portable { x86_64: x86-64-v2; aarch64: armv8.2-a + { crc32, aes }; }
      baseline dotted { aarch64: armv8.2-a + { dcpodp }; }
      baseline narrow { aarch64: armv8.0-a; x86_64: x86-64-v1; }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ hold portable; fork; exec; exec compat; } on aarch64 under v5 sees default",
        "{ } on aarch64 under mainline sees default",
        "{ hold portable; } on aarch64 under v5 sees default",
        "{ exec; } on arm64 under v5 sees default",
        "{ hold portable; exec; } on aarch64 under mainline sees default",
        "{ hold portable; exec; } on aarch64 under v2 sees portable",
        "{ hold portable; exec; } on aarch64 under v4 sees portable",
        "{ hold portable; exec; fork; exec native; vfork; exec; } on aarch64 under v5 sees portable",
        "{ hold portable; exec; hold narrow; } on aarch64 under v5 sees portable",
        "{ hold portable; exec; hold narrow; exec; } on aarch64 under v5 sees narrow",
        "{ hold narrow; exec; hold portable; exec; } on aarch64 under v5 sees portable",
        "{ hold portable; exec compat; exec; } on aarch64 under v5 sees default",
        "{ exec compat; } on aarch64 under v5 sees default",
        "{ exec compat; hold portable; exec compat; } on aarch64 under v5 sees portable",
        "{ hold dotted; exec compat; exec; } on aarch64 under v4 sees default",
        "{ hold portable; exec compat; exec; } on x86_64 under v5 sees portable",
        "{ clone; hold portable; exec; } on x86_64 under v4 sees portable",
        "{ hold portable; checkpoint; restore; exec; } on aarch64 under v5 sees portable",
        "{ hold portable; exec; checkpoint; restore; } on aarch64 under v4 sees portable",
        "{ checkpoint; restore; exec; } on aarch64 under v5 sees default",
        "{ hold portable; checkpoint; restore; exec; } on aarch64 under mainline sees default",
      })
  void passesByTheModel(String chain) {
    ExpectationResult result = run(chain);
    assertThat(result.status()).as(result.toString()).isEqualTo(TestStatus.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ hold portable; fork; exec; exec compat; } on aarch64 under v5 sees portable",
        "{ hold portable; fork; exec; exec compat; } on aarch64 under v4 sees default",
        "{ exec compat; } on aarch64 under v4 sees default",
        "{ hold portable; } on aarch64 under v5 sees portable",
        "{ hold portable; exec; } on aarch64 under mainline sees portable",
        "{ hold portable; exec compat; checkpoint; restore; } on aarch64 under mainline sees portable",
        "{ } on aarch64 under v5 sees portable",
        "{ hold narrow; exec; } on aarch64 under v5 sees portable",
      })
  void failsByTheModel(String chain) {
    ExpectationResult result = run(chain);
    assertThat(result.status()).isEqualTo(TestStatus.FAIL);
    assertThat(result.reasons()).isNotEmpty();
  }

  /** Under v5 words survive a hop of width everywhere but on aarch64; a chain fails without one. */
  @Test
  void everyArchitectureOfTheCatalogueHasChains() {
    for (Architecture architecture : IsaCatalog.load().architectures()) {
      String policy =
          "policy com.acme.All; baseline base { %1$s: { }; }\ntest \"t\" {\n"
              + "expect chain { hold base; fork; exec; } on %1$s under v5 sees base words;\n"
              + "expect chain { hold base; exec; } on %1$s under mainline sees default words;\n"
              + "expect chain { hold base; exec compat; exec; } on %1$s under v5 sees base words;\n"
              + "expect chain { exec compat; } on %1$s under v5 sees default words; }";
      String name = architecture.name();
      List<ExpectationResult> results = results(policy.formatted(name));
      assertThat(results.get(0).status()).as(name).isEqualTo(TestStatus.PASS);
      assertThat(results.get(1).status()).as(name).isEqualTo(TestStatus.PASS);
      boolean hops = architecture.compat().isPresent();
      boolean keeps = hops && !name.equals("aarch64");
      assertThat(results.get(2).status())
          .as(name)
          .isEqualTo(keeps ? TestStatus.PASS : TestStatus.FAIL);
      assertThat(results.get(3).status())
          .as(name)
          .isEqualTo(hops ? TestStatus.PASS : TestStatus.FAIL);
      if (!hops) {
        assertThat(results.get(3).actual()).isEqualTo("a step fails before");
        assertThat(results.get(3).reasons().get(0).text())
            .isEqualTo("`exec compat`: fails with ENOEXEC");
      }
    }
  }

  @Test
  void aFailureTellsWordsBitsAndTheStepsThatDecided() {
    ExpectationResult failed =
        run("{ hold portable; fork; exec; exec  compat; } on aarch64 under v5 sees portable");
    assertThat(failed.expected())
        .startsWith("the last program, a 32-bit one, to see portable words: AT_HWCAP=0x")
        .contains("AT_HWCAP2=0x1");
    assertThat(failed.actual())
        .startsWith("it sees default words: AT_HWCAP=0x")
        .contains("; more: HWCAP_FPHP, ", "HWCAP2_")
        .doesNotContain("fewer");
    assertThat(failed.reasons()).hasSize(2);
    assertThat(failed.reasons().get(0).text())
        .isEqualTo("`hold portable`: arms inheritance with the words of portable");
    assertThat(failed.reasons().get(1).text())
        .startsWith("`exec compat`: the kernel drops inheritance where 32-bit");
    assertThat(failed.reasons().get(1).position().toString()).isEqualTo("6:47");
  }

  @Test
  void fewerBitsAreNamedToo() {
    ExpectationResult failed = run("{ hold narrow; exec; } on aarch64 under v5 sees portable");
    assertThat(failed.actual()).contains("; fewer: HWCAP_AES, ").doesNotContain("more:", "default");
    assertThat(failed.reasons().get(1).text())
        .isEqualTo(
            "`exec`: the words are those of the program before, as far as the hardware has them");
  }

  @Test
  void whatComesTooLateIsNamed() {
    ExpectationResult failed = run("{ exec; hold portable; } on aarch64 under v5 sees portable");
    assertThat(failed.reasons())
        .extracting(r -> r.text())
        .containsExactly(
            "`exec`: nothing had armed inheritance, so the words are the hardware's",
            "`hold portable`: no exec follows, and only an exec gives words to a program");
    assertThat(run("{ fork; } on aarch64 under v5 sees portable").reasons().get(0).text())
        .isEqualTo("no step starts a program");
  }

  @Test
  void aHopThatLostInheritanceIsNamed() {
    assertThat(
            run("{ hold portable; exec compat; exec; } on aarch64 under v5 sees portable")
                .reasons())
        .extracting(r -> r.text())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("`exec compat`: the kernel drops inheritance"),
            second -> assertThat(second).startsWith("`exec`: nothing had armed"));
    assertThat(
            run("{ hold portable; exec compat; exec; } on aarch64 under v4 sees default").reasons())
        .extracting(r -> r.text())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("`hold portable`: arms"),
            second -> assertThat(second).contains("read a 32-bit program's vector as a 64-bit"));
    assertThat(run("{ exec compat; } on aarch64 under v4 sees default").reasons())
        .extracting(r -> r.text())
        .containsExactly(
            "`exec compat`: this kernel gives 32-bit programs the words of 64-bit ones");
  }

  private static ExpectationResult run(String chain) {
    String test = "test \"t\" {\n    expect chain " + chain + " words;\n}\n";
    return results(POLICY + test).get(0);
  }

  private static List<ExpectationResult> results(String policy) {
    Compilation compilation = PolicyCompiler.compile(new SourceFile("line.plimsoll", policy));
    assertThat(DiagnosticPrinter.plain().print(compilation.diagnostics())).isEmpty();
    return TestRunner.run(compilation.policy().orElseThrow()).tests().get(0).expectations();
  }
}
