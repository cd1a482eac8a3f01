package dev.plimsoll.verifier.report;

import static dev.plimsoll.verifier.verdict.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.verdict.Objects;
import dev.plimsoll.verifier.verdict.Policies;
import dev.plimsoll.verifier.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTextTest {

  @Test
  void showsFindingsAndWhatWasLookedAt() throws IOException {
    assertThat(VerdictText.print(Verdicts.mixed(), false))
        .isEqualTo(Verdicts.expected("mixed.txt"));
  }

  @Test
  void saysLittleWhereThereIsNothingToSay() {
    Verdict verdict =
        Verdicts.of(Policies.of("x86_64 x86-64-v3"), object("x.so", "x86_64").uses("avx2", 2));

    assertThat(VerdictText.print(verdict, false))
        .isEqualTo(
            """
            pass: baseline line of com.acme.AppLine
            0 errors, 0 warnings, 0 exemptions

            judged: x.so (x86_64): avx2

            1 object, 1 analysed, 0 not analysed
            """);
  }

  @Test
  void showsTheFirstFewInFullAndCountsTheRest() {
    Objects[] objects =
        IntStream.range(10, 50)
            .mapToObj(i -> object("lib" + i + ".so", "x86_64").uses("avx2", 1))
            .toArray(Objects[]::new);

    String text = VerdictText.print(Verdicts.of(Policies.of("x86_64 x86-64-v2"), objects), false);

    assertThat(text.lines().filter(line -> line.startsWith("  --> "))).hasSize(5);
    assertThat(text)
        .contains("error[PLM-310]: lib29.so (x86_64): avx2\n")
        .doesNotContain("lib30.so")
        .contains("and 20 more; the JSON report has all of them\n")
        .endsWith("40 objects, 40 analysed, 0 not analysed\n");
  }

  @Test
  void coloursOnDemandOnly() {
    Verdict verdict = Verdicts.mixed();

    assertThat(VerdictText.print(verdict, true)).startsWith("\u001B[1;31mfail\u001B[0m");
    assertThat(VerdictText.print(verdict, false)).doesNotContain("\u001B");
  }

  @Test
  void letsNoFileNameSteerATerminal() {
    Verdict verdict =
        Verdicts.of(
            Policies.of("x86_64 x86-64-v2"), object("\u001B[2Jx.so", "x86_64").uses("avx2", 2));

    assertThat(VerdictText.print(verdict, false))
        .contains("<U+001B>[2Jx.so")
        .doesNotContain("\u001B");
  }

  @Test
  void tellsHowAnArtifactCameIntoTheBuild() {
    String text =
        VerdictText.print(
            Verdicts.mixed(),
            Map.of(
                "org.x:crypto",
                List.of("org.y:tls:1.0", "org.x:crypto"),
                "org.x:zip",
                List.of("org.x:zip")),
            false);

    assertThat(text)
        .contains("(org.x:crypto, x86_64)\n   | by way of org.y:tls:1.0 -> org.x:crypto\n")
        .doesNotContain("by way of org.x:zip");
  }
}
