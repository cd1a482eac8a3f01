package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plan} and {@code run} through the packaged command. */
class PlanIT {
  private static final String LINE =
      """
      policy com.acme.Line;
      baseline portable { x86_64: x86-64-v3; aarch64: armv8.2-a + { crc32, atomics }; }
      hold portable { knobs glibc; residual %s; }
      """;

  @TempDir private Path folder;

  private String policy(String residual) throws Exception {
    return Files.writeString(folder.resolve("line.plimsoll"), LINE.formatted(residual)).toString();
  }

  @Test
  void toldForTwoArchitecturesWhateverThisOneIs() throws Exception {
    Command plan = Command.plimsoll("plan", "--policy", policy("warn"));

    assertThat(plan.status()).as(plan.err()).isZero();
    assertThat(plan.err()).isEmpty();
    assertThat(plan.out())
        .startsWith("Baseline portable of com.acme.Line\n")
        .contains("\naarch64\n", "\nx86_64\n", "AT_HWCAP steers nothing")
        .contains("set glibc: GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,")
        .containsPattern("(held by knobs|advisory): avx512bw, avx512cd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "systemd", "oci"})
  void otherProgramsReadIt(String format) throws Exception {
    Command plan =
        Command.plimsoll(
            "plan",
            "--policy",
            policy("warn"),
            "--arch",
            "x86_64",
            "--format",
            format,
            "--",
            "/usr/bin/node",
            "app.js");

    assertThat(plan.status()).as(plan.err()).isZero();
    assertThat(plan.out()).contains("GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,", "PLIMSOLL_WORDS");
  }

  @Test
  void aDocumentIsJson() throws Exception {
    for (String format : List.of("json", "oci")) {
      Command plan =
          Command.plimsoll(
              "plan", "--policy", policy("warn"), "--arch", "aarch64", "--format", format);
      try (JsonParser json = new JsonFactory().createParser(plan.out())) {
        int tokens = 0;
        while (json.nextToken() != null) {
          tokens++;
        }
        assertThat(tokens).isGreaterThan(10);
      }
    }
  }

  @Test
  void whatIsForOneArchitectureWantsOne() throws Exception {
    String elsewhere =
        Files.writeString(
                folder.resolve("elsewhere.plimsoll"),
                "policy a.B; baseline b { s390x: z14; riscv64: rva22u64; }")
            .toString();

    Command none = Command.plimsoll("plan", "--policy", elsewhere, "--format", "env");
    Command other =
        Command.plimsoll("plan", "--policy", elsewhere, "--arch", "x86_64", "--format", "json");

    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err())
        .isEqualTo("plimsoll: the baseline `b` is for riscv64, s390x; name one with --arch\n");
    assertThat(other.status()).isEqualTo(2);
    assertThat(Command.plimsoll("plan", "--policy", elsewhere).status()).isZero();
  }

  @Test
  void aPolicyThatDeniesAResidualIsAFindingAndStartsNothing() throws Exception {
    String policy =
        Files.writeString(
                folder.resolve("deny.plimsoll"),
                "policy a.B; baseline b { x86_64: x86-64-v1; aarch64: armv8.0-a; }"
                    + " hold b { words off; residual deny; }")
            .toString();

    Command plan = Command.plimsoll("plan", "--policy", policy);
    Command run = Command.plimsoll("run", "--policy", policy, "--", "/bin/echo", "started");

    assertThat(plan.status()).isEqualTo(1);
    assertThat(plan.out()).contains("not reached: ");
    assertThat(run.status()).isEqualTo(125);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("plimsoll: not reached: any program: ")
        .endsWith("plimsoll: the policy denies a residual, so nothing was started\n");
  }

  @Test
  void aChildFindsWhatThePlanSaysBesideWhatItsUserSet() throws Exception {
    String policy = policy("warn");
    String script = "env; exit 3";
    Map<String, String> users =
        Map.of("GLIBC_TUNABLES", "glibc.malloc.check=0", "KEPT", "a = b", "PLIMSOLL_WORDS", "old");

    List<String> planned =
        Command.plimsoll("plan", "--policy", policy, "--format", "env")
            .out()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    Command run =
        Command.plimsoll(
            users, Optional.empty(), "run", "--policy", policy, "--", "/bin/sh", "-c", script);

    assertThat(run.status()).as(run.err()).isEqualTo(3);
    assertThat(planned).isNotEmpty();
    assertThat(run.out().lines())
        .contains("KEPT=a = b")
        .containsAll(
            planned.stream()
                .map(
                    line -> line.replace("GLIBC_TUNABLES=", "GLIBC_TUNABLES=glibc.malloc.check=0:"))
                .toList());
  }

  @Test
  void explainTellsWhoHoldsEachFeatureOfThisMachine() throws Exception {
    Command run = Command.plimsoll("run", "--policy", policy("warn"), "--explain", "--", "true");

    assertThat(run.status()).isZero();
    assertThat(run.err())
        .startsWith("Baseline portable of com.acme.Line\n")
        .contains("words that may remain", "PLIMSOLL_WORDS", "  mechanism s ", "  cannot reach: ")
        .doesNotContain("this version");
  }
}
