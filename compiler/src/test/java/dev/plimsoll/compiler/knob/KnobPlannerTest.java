package dev.plimsoll.compiler.knob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.dsl.source.Span;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnobPlannerTest {

  @Test
  void glibcIsToldEveryDependentOfWhatIsWithheld() {
    KnobPlan plan = plan("x86_64", "x86-64-v3", Map.of("glibc", "2.36"), "glibc");
    assertThat(plan.settings())
        .extracting(KnobSetting::name, KnobSetting::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "GLIBC_TUNABLES",
                "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512CD,-AVX512DQ,-FMA4"));
    assertThat(plan.residual()).isEmpty();
  }

  static KnobPlan plan(
      String architecture, String level, Map<String, String> versions, String... knobs) {
    return plan(architecture, level, versions, Map.of(), knobs);
  }

  static KnobPlan plan(
      String architecture,
      String level,
      Map<String, String> versions,
      Map<String, String> accepted,
      String... knobs) {
    Architecture of = IsaCatalog.load().architecture(architecture).orElseThrow();
    FeatureSet set = of.level(level).orElseThrow().set();
    return new KnobPlanner(KnobCatalog.load()).plan(set, hold(accepted, knobs), versions);
  }

  static Hold hold(Map<String, String> accepted, String... knobs) {
    return new Hold(
        "b",
        Hold.DEFAULT_WORDS,
        List.of(knobs),
        Map.of(),
        accepted,
        Hold.Residual.WARN,
        Hold.OnLoss.KILL,
        Decision.ALLOW,
        Map.of(),
        new Span(0, 1));
  }
}
