package dev.plimsoll.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.export.EnvFile;
import dev.plimsoll.compiler.export.OciProcess;
import dev.plimsoll.compiler.export.PlanExport;
import dev.plimsoll.compiler.export.SystemdDropIn;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Fixtures;
import dev.plimsoll.runtime.enforce.HoldPlan;
import dev.plimsoll.runtime.knob.Launch;
import dev.plimsoll.runtime.plan.ArchitecturePlan;
import dev.plimsoll.runtime.plan.Plan;
import dev.plimsoll.runtime.plan.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyPlannerTest {
  private static final Path SERVICE = Path.of("src/test/fixtures/plans/service.plimsoll");

  /** What the goldens are for; other versions of the components may be spelled otherwise. */
  private static final Map<String, String> VERSIONS =
      Map.of("glibc", "2.36", "openssl", "3.5", "jvm", "25");

  private static Plan plan(String text, Map<String, String> versions) {
    Policy policy =
        PolicyCompiler.compile(new SourceFile("p.plimsoll", text)).policy().orElseThrow();
    return PolicyPlanner.plan(policy, policy.baselines().get(0), versions);
  }

  private static Plan service() {
    return plan(Fixtures.read(SERVICE), VERSIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64"})
  void plansAreAsTheGoldensSay(String architecture) {
    Plan plan = service().only(architecture);
    PlanExport export =
        new PlanExport(
            plan.under(architecture, Launch.of(Map.of(), List.of("java", "-jar", "a b$c%.jar"))),
            architecture);

    golden(architecture, "txt", plan.text());
    golden(architecture, "env", EnvFile.print(export));
    golden(architecture, "conf", SystemdDropIn.print(export));
    golden(architecture, "oci.json", OciProcess.print(export));
  }

  private static void golden(String architecture, String format, String actual) {
    Fixtures.assertExpected(SERVICE, "." + architecture + "." + format, actual);
  }

  @Test
  void everyWithheldFeatureHasAVerdict() {
    Plan plan = service();
    plan.byArchitecture()
        .forEach(
            (architecture, on) -> {
              TreeSet<String> told = new TreeSet<>();
              on.verdicts().forEach(verdict -> told.add(verdict.feature()));
              assertThat(told)
                  .isEqualTo(new TreeSet<>(on.knobs().withheld()))
                  .hasSizeGreaterThan(50);
            });
    assertThat(plan.on("x86_64").orElseThrow().verdicts())
        .extracting(Verdict::status)
        .doesNotContain(Verdict.Status.WORDS);
    assertThat(plan.on("x86_64").orElseThrow().knobs().notes())
        .anyMatch(note -> note.contains("AT_HWCAP steers nothing"));
    assertThat(plan.on("aarch64").orElseThrow().byWords()).contains("sve", "pacg");
  }

  @Test
  void aFeatureWithoutABitIsHeldByThatOfWhatItNeedsOnlyIfThatIsWithheld() {
    Plan without = plan("policy a.B; baseline b { aarch64: armv8.2-a; }", Map.of());
    Plan with = plan("policy a.B; baseline b { aarch64: armv8.2-a + { paca }; }", Map.of());

    assertThat(without.on("aarch64").orElseThrow().byWords()).contains("paca", "pauth-lr");
    assertThat(with.on("aarch64").orElseThrow().byWords()).doesNotContain("pauth-lr");
    assertThat(with.residual("aarch64").get(0).features()).contains("pauth-lr");
  }

  @Test
  void whatTheKernelStopsIsHeldByThatWhoeverAsks() {
    Plan without =
        plan("policy a.B; baseline b { riscv64: rva22u64; } hold b { knobs openblas; }", Map.of());
    Plan small = plan("policy a.B; baseline b { riscv64: rva22u64 + { zve32x }; }", Map.of());
    ArchitecturePlan on = without.on("riscv64").orElseThrow();

    assertThat(on.byControl())
        .contains("v", "zve32x", "zvbb", "xtheadvector")
        .doesNotContain("zicond", "zfh");
    assertThat(on.verdicts())
        .filteredOn(verdict -> on.byControl().contains(verdict.feature()))
        .extracting(Verdict::status)
        .containsOnly(Verdict.Status.CONTROL);
    assertThat(without.residual("riscv64"))
        .isNotEmpty()
        .allSatisfy(open -> assertThat(open.features()).contains("zicond").doesNotContain("v"));
    assertThat(without.text()).contains("\n  held by a kernel control: ");
    assertThat(Plan.parse(without.baseline(), without.lines())).isEqualTo(without);
    assertThat(small.on("riscv64").orElseThrow().byControl()).isEmpty();
    assertThat(small.residual("riscv64").get(0).features()).contains("v");
  }

  @Test
  void withoutKnobsWhatNoWordHoldsIsNotReached() {
    Plan plan = plan("policy a.B; baseline b { x86_64: x86-64-v4; aarch64: armv8.0-a; }", Map.of());

    assertThat(plan.residual("x86_64"))
        .singleElement()
        .satisfies(open -> assertThat(open.component()).isEqualTo("any program"))
        .satisfies(
            open ->
                assertThat(open.features())
                    .isEqualTo(plan.on("x86_64").orElseThrow().knobs().withheld()));
    assertThat(plan.residual("aarch64"))
        .allSatisfy(open -> assertThat(open.features()).isNotEmpty().doesNotContain("sve"));
  }

  @Test
  void answersToCpuidLackWhatIsWithheld() {
    Plan plan = plan("policy a.B; baseline b { x86_64: x86-64-v2; } hold b { words p; }", Map.of());
    StringBuilder masks = new StringBuilder();
    HoldPlan.of(plan).cpuid().forEach(m -> masks.append("cpuid ").append(m.text()).append('\n'));

    assertThat(plan.on("x86_64").orElseThrow().cpuid().features())
        .contains("avx", "avx10.1", "sha_ni", "sha512", "xsave")
        .doesNotContain("sse4_2", "clflush", "avx10.2");
    Fixtures.assertExpected(
        Path.of("../runtime/src/test/cpuid/v2.masks"), ".masks", masks.toString());
  }

  @Test
  void wordsThatAreOffHoldNothing() {
    Plan plan =
        plan("policy a.B; baseline b { aarch64: armv8.0-a; } hold b { words off; }", Map.of());

    assertThat(plan.on("aarch64").orElseThrow().byWords()).isEmpty();
    assertThat(plan.residual("aarch64").get(0).features()).contains("sve");
  }

  @Test
  void theLinesOfAPlanFitIntoAClass() {
    Plan plan =
        plan(
            "policy a.B; baseline b { x86_64: x86-64-v2; aarch64: armv8.0-a; } hold b { knobs all; }",
            Map.of());
    int bytes = plan.lines().stream().mapToInt(String::length).sum();

    assertThat(Plan.parse(plan.baseline(), plan.lines())).isEqualTo(plan);
    assertThat(bytes).isLessThan(64 << 10);
  }
}
