package dev.plimsoll.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.knob.Carrier;
import dev.plimsoll.runtime.knob.Encoder;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Launch;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.knob.Switch;
import dev.plimsoll.runtime.knob.Switchboard;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HeldWords;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  private static final HeldBaseline BASELINE =
      HeldBaseline.named("portable")
          .on("x86_64", HwcapWords.of(16, 0x78bfbffL, 26, 0), List.of("avx2", "sse2"), List.of())
          .on("aarch64", HwcapWords.of(16, 0x187L, 26, 0), List.of("atomics"), List.of())
          .build();

  private static final KnobSetting TUNABLES =
      new KnobSetting(
          "glibc",
          "glibc-x86@2.32",
          Carrier.ENVIRONMENT,
          "GLIBC_TUNABLES",
          Encoder.TUNABLE,
          new Switchboard("glibc.cpu.hwcaps", List.of(Switch.rung("l\tadder", "a/b"))),
          "glibc.cpu.hwcaps=-AVX512F",
          List.of(),
          List.of(),
          List.of(),
          List.of("set-user-id programs\nignore \\ it"));
  private static final KnobSetting ARGUMENT =
      new KnobSetting(
          "node",
          "v8@11",
          Carrier.ARGUMENT,
          "",
          Encoder.TUNABLE,
          new Switchboard("", List.of()),
          "--no-enable-sse4a",
          List.of("node"),
          List.of(),
          List.of(),
          List.of());
  private static final KnobSetting FORCES =
      new KnobSetting(
          "blas",
          "blas@1",
          Carrier.ENVIRONMENT,
          "BLAS_CORE",
          Encoder.TUNABLE,
          new Switchboard("", List.of()),
          "Haswell",
          List.of(),
          List.of(),
          List.of("avx2"),
          List.of());
  private static final KnobPlan X86 =
      new KnobPlan(
          "x86_64",
          List.of("adx", "avx512f", "avx512vl", "gfni", "sse4a"),
          List.of(TUNABLES, ARGUMENT, FORCES),
          List.of(
              holding(TUNABLES, Evidence.ACCOUNTED, true, "avx512f", "avx512vl"),
              holding(ARGUMENT, Evidence.STATIC, false, "sse4a"),
              holding(FORCES, Evidence.REPORT, false, "avx512vl")),
          List.of(),
          List.of(new KnobPlan.Collateral("node", "avx2", "--no-enable-avx2", "it is rare")),
          List.of(new Residual("node", List.of("adx"), Residual.Reason.NO_KNOB, "V8 has no flag")),
          List.of("on x86-64 AT_HWCAP steers nothing"));
  private static final KnobPlan ARM =
      new KnobPlan(
          "aarch64",
          List.of("gcs", "sve"),
          List.of(),
          List.of(
              new Holding(
                  "glibc",
                  "glibc-words",
                  List.of("sve"),
                  "AT_HWCAP words",
                  Evidence.SELECTION,
                  false)),
          List.of(),
          List.of(),
          List.of(),
          List.of());
  private static final Plan PLAN =
      new Plan(
          "com.acme.Line",
          BASELINE,
          new HoldChoices("auto", "kill", "allow", "deny", new TreeMap<>(Map.of("sve", 128))),
          new TreeMap<>(
              Map.of(
                  "x86_64", new ArchitecturePlan(List.of(), List.of(), X86),
                  "aarch64", new ArchitecturePlan(List.of("sve", "gcs"), List.of(), ARM))));

  private static Holding holding(
      KnobSetting setting, Evidence evidence, boolean unverified, String... features) {
    return new Holding(
        setting.component(),
        setting.record(),
        List.of(features),
        setting.name().isEmpty() ? "an argument" : setting.name(),
        evidence,
        unverified);
  }

  @Test
  void tellsPeopleWhatHoldsEachFeature() {
    assertThat(PLAN.text())
        .isEqualTo(
            """
            Baseline portable of com.acme.Line
              words auto; limit vector-length sve 128; residual deny; on-loss kill; exec-32bit allow

            aarch64
              words that may remain: AT_HWCAP=0x187 AT_HWCAP2=0x0
              told to programs in PLIMSOLL_WORDS
              held by words: gcs
              held by words: sve
                  held in glibc
              glibc by AT_HWCAP words (selection): sve

            x86_64
              words that may remain: AT_HWCAP=0x78bfbff AT_HWCAP2=0x0
              told to programs in PLIMSOLL_WORDS
              on x86-64 AT_HWCAP steers nothing
              set glibc: GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F
              set node: node --no-enable-sse4a
              set blas: BLAS_CORE=Haswell
              held by knobs: avx512f
                  held in glibc
              held by knobs: sse4a
                  held in node
              advisory: avx512vl
                  held in blas, glibc
              used by no component that the policy names: gfni
              not reached: adx
                  not in node
              glibc by GLIBC_TUNABLES (accounted, version unknown): avx512f, avx512vl
              node by an argument (static): sse4a
              blas by BLAS_CORE (report): avx512vl
              not node (no knob; V8 has no flag): adx
              lost besides avx2 in node by --no-enable-avx2 because "it is rare"
            """);
  }

  @Test
  void tellsProgramsTheSameInJson() {
    assertThat(PLAN.only("aarch64").json())
        .isEqualTo(
            """
            {
              "schema": 1,
              "policy": "com.acme.Line",
              "baseline": "portable",
              "hold": {
                "words": "auto",
                "onLoss": "kill",
                "exec32bit": "allow",
                "residual": "deny",
                "vectorLengths": {
                  "sve": 128
                }
              },
              "architectures": [
                {
                  "architecture": "aarch64",
                  "words": {
                    "16": "0x187",
                    "26": "0x0"
                  },
                  "environment": {
                    "PLIMSOLL_WORDS": "1/aarch64:16=0x187,26=0x0:atomics"
                  },
                  "settings": [],
                  "withheld": [
                    {
                      "feature": "gcs",
                      "status": "words",
                      "heldIn": [],
                      "notIn": []
                    },
                    {
                      "feature": "sve",
                      "status": "words",
                      "evidence": "selection",
                      "heldIn": ["glibc"],
                      "notIn": []
                    }
                  ],
                  "holdings": [
                    {
                      "component": "glibc",
                      "record": "glibc-words",
                      "features": ["sve"],
                      "how": "AT_HWCAP words",
                      "evidence": "selection",
                      "unverified": false
                    }
                  ],
                  "residual": [],
                  "collateral": [],
                  "notes": []
                }
              ]
            }
            """);
  }

  @Test
  void itsLinesSayTheSameAsItself() {
    assertThat(Plan.parse(BASELINE, PLAN.lines())).isEqualTo(PLAN);
    assertThat(PLAN.lines()).noneMatch(line -> line.contains("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "on", "beyond\tx", "hold\tauto"})
  void aLineOfNoPlanIsRefused(String line) {
    assertThatThrownBy(() -> Plan.parse(BASELINE, List.of(line)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onAMachineOnlyWhatItHasIsWithheld() {
    Host host =
        Host.ofArchitecture("x86_64")
            .withFeatures(new TreeSet<>(List.of("sse2", "avx2", "avx512f", "gfni")));

    Plan on = PLAN.on(host);

    assertThat(on.byArchitecture()).containsOnlyKeys("x86_64");
    assertThat(on.on("x86_64").orElseThrow().knobs().withheld()).containsExactly("avx512f", "gfni");
    assertThat(on.residual("x86_64")).isEmpty();
    assertThat(on.on("x86_64").orElseThrow().knobs().settings()).contains(FORCES);
  }

  @Test
  void whatAMachineWouldHaveToHaveIsNotForcedOnIt() {
    Host host =
        Host.ofArchitecture("x86_64").withFeatures(new TreeSet<>(List.of("sse2", "avx512vl")));

    Plan on = PLAN.on(host);

    assertThat(on.on("x86_64").orElseThrow().knobs().settings()).doesNotContain(FORCES);
    assertThat(on.residual("x86_64"))
        .extracting(residual -> residual.sentence(9))
        .containsExactly(
            "blas: avx512vl: limits; Haswell is not set: it would have it use what this machine may"
                + " not have");
    assertThat(PLAN.on(Host.ofArchitecture("x86_64")).residual("x86_64"))
        .extracting(Residual::component)
        .containsExactly("node", "blas");
  }

  @Test
  void whatALaunchCannotBeGivenIsNotReached() {
    PlannedLaunch shell =
        PLAN.under(
            "x86_64",
            Launch.of(
                Map.of("GLIBC_TUNABLES", "glibc.malloc.check=1", "PLIMSOLL_WORDS", "old"),
                List.of("sh", "-c", "node x")));
    PlannedLaunch node = PLAN.under("x86_64", Launch.of(Map.of(), List.of("/usr/bin/node", "x")));

    assertThat(shell.launch().command()).containsExactly("sh", "-c", "node x");
    assertThat(shell.launch().environment())
        .containsEntry("GLIBC_TUNABLES", "glibc.malloc.check=1:glibc.cpu.hwcaps=-AVX512F")
        .containsEntry(
            HeldWords.VARIABLE, HeldWords.text(BASELINE, new TreeSet<>(List.of("x86_64"))));
    assertThat(shell.plan().residual("x86_64"))
        .extracting(residual -> residual.sentence(9))
        .contains(
            "node: sse4a: limits; --no-enable-sse4a is not set: it is an argument of node alone");
    assertThat(node.launch().command()).containsExactly("/usr/bin/node", "--no-enable-sse4a", "x");
    assertThat(node.plan().residual("x86_64")).hasSize(1);
  }

  @Test
  void wordsThatAreLeftAloneHoldNothing() {
    Plan off = PLAN.words("off");

    assertThat(off.on("aarch64").orElseThrow().verdicts())
        .extracting(Verdict::status)
        .containsExactly(Verdict.Status.UNUSED, Verdict.Status.NOT_REACHED);
    assertThat(off.under("aarch64", Launch.of(Map.of(), List.of())).launch().environment())
        .isEmpty();
    assertThat(off.text()).doesNotContain("words that may remain");
  }
}
