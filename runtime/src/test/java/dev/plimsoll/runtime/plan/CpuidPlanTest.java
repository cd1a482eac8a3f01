package dev.plimsoll.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.HoldPlan;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuidPlanTest {
  private static final HeldBaseline BASELINE =
      HeldBaseline.named("b")
          .on("x86_64", HwcapWords.of(16, 0L), List.of("sse2"), List.of("sse2"))
          .build();
  private static final CpuidMask LEAF_7 =
      CpuidMask.none(7, OptionalInt.of(0)).and("ebx", 1 << 5).and("edx", 1 << 31);
  private static final CpuidMask LEAF_24 =
      CpuidMask.none(0x24, OptionalInt.empty()).and("eax", -1).and("ecx", 1);

  private static Plan plan(String words) {
    KnobPlan knobs =
        new KnobPlan(
            "x86_64",
            List.of("adx", "avx2", "sha_ni"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Residual(
                    "any program", List.of("adx", "avx2"), Residual.Reason.NO_KNOB, "it asks"),
                new Residual("tool", List.of("sha_ni"), Residual.Reason.FLOOR, "it needs it")),
            List.of());
    CpuidPlan cpuid =
        new CpuidPlan(
            List.of("avx2", "sha_ni"), List.of(LEAF_7, LEAF_24), CpuidPlan.Answered.ON_SOME);
    return new Plan(
        "p",
        BASELINE,
        HoldChoices.DEFAULT.words(words),
        new TreeMap<>(Map.of("x86_64", new ArchitecturePlan(List.of(), List.of(), cpuid, knobs))));
  }

  private static Host host(String... more) {
    TreeSet<String> features = new TreeSet<>(List.of("sse2", "adx", "avx2", "sha_ni"));
    features.addAll(List.of(more));
    return Host.ofArchitecture("x86_64").withFeatures(features);
  }

  private static List<String> open(Plan plan) {
    return plan.residual("x86_64").stream().flatMap(r -> r.features().stream()).sorted().toList();
  }

  @Test
  void whatIsAnsweredIsReachedInWhatAsks() {
    Plan here = plan("p").on(host("cpuid_fault"));

    assertThat(open(here)).containsExactly("adx", "sha_ni");
    assertThat(here.on("x86_64").orElseThrow().verdicts())
        .extracting(Verdict::status)
        .containsExactly(
            Verdict.Status.NOT_REACHED, Verdict.Status.CPUID, Verdict.Status.NOT_REACHED);
    assertThat(here.text())
        .contains("CPUID is answered without what is withheld\n")
        .contains("held by answers to CPUID: avx2\n");
    assertThat(here.json()).contains("\"answered\": \"here\"").contains("\"status\": \"cpuid\"");
  }

  @Test
  void aMachineWithoutFaultingSaysSoAndIsAsBefore() {
    Plan here = plan("p").on(host());

    assertThat(open(here)).containsExactly("adx", "avx2", "sha_ni");
    assertThat(here.text())
        .contains("answers to CPUID are not available: no CPUID faulting on this machine\n")
        .doesNotContain("held by answers");
    assertThat(plan("p").text())
        .contains("CPUID is answered without what is withheld where the machine has CPUID");
    assertThat(open(plan("p").on(Host.ofArchitecture("x86_64")))).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "s", "o", "off"})
  void onlyAPolicyThatTracesEachThreadIsAnswered(String words) {
    Plan here = plan(words).on(host("cpuid_fault"));

    assertThat(open(here)).containsExactly("adx", "avx2", "sha_ni");
    assertThat(here.text()).doesNotContain("CPUID");
    assertThat(here.json()).doesNotContain("cpuid");
  }

  @Test
  void itsMasksGoIntoPlansAndTheirTexts() {
    assertThat(Plan.parse(BASELINE, plan("p").lines())).isEqualTo(plan("p"));
    HoldPlan hold = HoldPlan.of(plan("p"));
    assertThat(hold.cpuid()).containsExactly(LEAF_7, LEAF_24);
    assertThat(HoldPlan.parse(hold.text())).isEqualTo(hold);
    assertThat(hold.withoutWords().cpuid()).isEqualTo(hold.cpuid());
    assertThat(LEAF_7.text()).isEqualTo("0x7.0 eax=0x0 ebx=0x20 ecx=0x0 edx=0x80000000");
    assertThat(LEAF_24.text()).isEqualTo("0x24 eax=0xffffffff ebx=0x0 ecx=0x1 edx=0x0");
  }

  @Test
  void aMaskConcernsItsLeafAndSubleaf() {
    assertThat(LEAF_7.concerns(7, 0)).isTrue();
    assertThat(LEAF_7.concerns(7, 1)).isFalse();
    assertThat(LEAF_7.concerns(1, 0)).isFalse();
    assertThat(LEAF_24.concerns(0x24, 9)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x7.0",
        "7.0 eax=0x0 ebx=0x0 ecx=0x0 edx=0x0",
        "0x7.x eax=0x0 ebx=0x0 ecx=0x0 edx=0x0",
        "0x7. eax=0x0 ebx=0x0 ecx=0x0 edx=0x0",
        "0x7.+1 eax=0x0 ebx=0x0 ecx=0x0 edx=0x0",
        "0x7.1234567890 eax=0x0 ebx=0x0 ecx=0x0 edx=0x0",
        "0xD.0 eax=0x0 ebx=0x0 ecx=0x0 edx=0x0",
        "0x7.0 eax=0x-1 ebx=0x0 ecx=0x0 edx=0x0",
        "0x7.0 eax=0x ebx=0x0 ecx=0x0 edx=0x0",
        "0x7.0 ebx=0x0 eax=0x0 ecx=0x0 edx=0x0",
        "0x7.0 eax=0x0 ebx=0x0 ecx=0x0 edx=0x0 ",
        "0x7.0 eax=0x0 ebx=0x123456789 ecx=0x0 edx=0x0"
      })
  void otherTextIsNoMask(String text) {
    assertThat(CpuidMask.parse(text)).isEmpty();
  }
}
