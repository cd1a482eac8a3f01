package dev.plimsoll.runtime.plan;

import dev.plimsoll.runtime.host.JsonText;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Launch;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.policy.ArchitectureBaseline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plans as JSON. Words are hexadecimal strings by decimal AT_ number. */
final class PlanJson {
  private PlanJson() {}

  static String print(Plan plan) {
    return JsonText.print(document(plan));
  }

  static String print(PlannedLaunch planned) {
    Map<String, Object> document = document(planned.plan());
    document.put(
        "launch",
        object(
            "arguments", planned.launch().command(),
            "environment", planned.launch().environment()));
    return JsonText.print(document);
  }

  private static Map<String, Object> document(Plan plan) {
    HoldChoices choices = plan.choices();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("policy", plan.policy());
    document.put("baseline", plan.baseline().name());
    document.put(
        "hold",
        object(
            "words", choices.words(),
            "onLoss", choices.onLoss(),
            "exec32bit", choices.exec32Bit(),
            "residual", choices.residual(),
            "vectorLengths", choices.limits()));
    document.put(
        "architectures",
        plan.byArchitecture().values().stream().map(on -> architecture(plan, on)).toList());
    return document;
  }

  private static Map<String, Object> architecture(Plan plan, ArchitecturePlan on) {
    KnobPlan knobs = on.knobs();
    Map<String, Object> architecture =
        object(
            "architecture", on.architecture(),
            "words", plan.baseline().on(on.architecture()).map(PlanJson::words).orElse(Map.of()),
            "environment", environment(plan, on.architecture()),
            "settings", knobs.settings().stream().map(PlanJson::setting).toList(),
            "withheld", on.verdicts().stream().map(PlanJson::verdict).toList(),
            "holdings", knobs.holdings().stream().map(PlanJson::holding).toList(),
            "residual", knobs.residual().stream().map(PlanJson::residual).toList(),
            "collateral", knobs.collateral().stream().map(PlanJson::collateral).toList(),
            "notes", knobs.notes());
    if (plan.choices().answersCpuid() && !on.cpuid().masks().isEmpty()) {
      architecture.put(
          "cpuid",
          object(
              "answered", word(on.cpuid().answered()),
              "features", on.cpuid().features(),
              "masks", on.cpuid().masks().stream().map(CpuidMask::text).toList()));
    }
    return architecture;
  }

  private static Map<String, Object> words(ArchitectureBaseline on) {
    Map<String, Object> words = new LinkedHashMap<>();
    on.words()
        .asMap()
        .forEach((type, word) -> words.put(type.toString(), "0x" + Long.toHexString(word)));
    return words;
  }

  /** The variables of a program whose user had set none. */
  private static Map<String, String> environment(Plan plan, String architecture) {
    return plan.under(architecture, Launch.of(Map.of(), List.of())).launch().environment();
  }

  private static Map<String, Object> setting(KnobSetting setting) {
    return object(
        "component", setting.component(),
        "record", setting.record(),
        "carrier", word(setting.carrier()),
        "name", setting.name(),
        "value", setting.value(),
        "programs", setting.programs(),
        "presupposes", setting.presupposes(),
        "limits", setting.limits());
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    Map<String, Object> object =
        object("feature", verdict.feature(), "status", word(verdict.status()));
    verdict.evidence().ifPresent(evidence -> object.put("evidence", evidence.title()));
    object.put("heldIn", verdict.heldIn());
    object.put("notIn", verdict.notIn());
    return object;
  }

  private static Map<String, Object> holding(Holding holding) {
    return object(
        "component", holding.component(),
        "record", holding.record(),
        "features", holding.features(),
        "how", holding.how(),
        "evidence", holding.evidence().title(),
        "unverified", holding.unverified());
  }

  private static Map<String, Object> residual(Residual residual) {
    return object(
        "component", residual.component(),
        "features", residual.features(),
        "reason", word(residual.reason()),
        "detail", residual.detail());
  }

  private static Map<String, Object> collateral(KnobPlan.Collateral lost) {
    return object(
        "component", lost.component(),
        "feature", lost.feature(),
        "by", lost.token(),
        "because", lost.because());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
