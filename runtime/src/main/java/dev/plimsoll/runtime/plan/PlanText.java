package dev.plimsoll.runtime.plan;

import dev.plimsoll.runtime.knob.Carrier;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.policy.HeldWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Plans for people: features that fare alike stand together. */
final class PlanText {
  private static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder();

  private PlanText() {}

  static String print(Plan plan) {
    PlanText printer = new PlanText();
    printer.head(plan);
    plan.byArchitecture().values().forEach(on -> printer.architecture(plan, on));
    return printer.text.toString();
  }

  static String print(PlannedLaunch planned) {
    StringBuilder text = new StringBuilder(print(planned.plan()));
    text.append("\nstarts ").append(plain(String.join(" ", planned.launch().command())));
    text.append('\n');
    planned.changes().stream()
        .filter(change -> change.setting().carrier() != Carrier.ARGUMENT)
        .forEach(
            change ->
                text.append("  with ")
                    .append(change.setting().name())
                    .append('=')
                    .append(plain(change.after()))
                    .append('\n'));
    return text.toString();
  }

  /** What a terminal shows as it is. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private void head(Plan plan) {
    HoldChoices choices = plan.choices();
    line("", "Baseline " + plan.baseline().name() + " of " + plan.policy());
    List<String> says = new ArrayList<>();
    says.add("words " + choices.words());
    choices
        .limits()
        .forEach((family, bits) -> says.add("limit vector-length " + family + " " + bits));
    says.add("residual " + choices.residual());
    says.add("on-loss " + choices.onLoss());
    says.add("exec-32bit " + choices.exec32Bit());
    line("  ", String.join("; ", says));
  }

  private void architecture(Plan plan, ArchitecturePlan on) {
    KnobPlan knobs = on.knobs();
    text.append('\n').append(on.architecture()).append('\n');
    plan.baseline()
        .on(on.architecture())
        .filter(baseline -> plan.choices().masksWords())
        .ifPresent(
            baseline -> {
              line("  ", "words that may remain: " + baseline.words());
              line("  ", "told to programs in " + HeldWords.VARIABLE);
            });
    if (plan.choices().answersCpuid() && !on.cpuid().masks().isEmpty()) {
      line("  ", sentence(on.cpuid()));
    }
    knobs.notes().forEach(note -> line("  ", note));
    knobs
        .settings()
        .forEach(setting -> text.append("  set ").append(setting(setting)).append('\n'));
    on.verdicts().stream()
        .sorted(Comparator.comparing(Verdict::status))
        .collect(
            Collectors.groupingBy(
                v -> List.of(v.status(), v.heldIn(), v.notIn()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .forEach(this::fate);
    knobs.holdings().forEach(holding -> line("  ", sentence(holding)));
    knobs.residual().forEach(residual -> line("  not ", sentence(residual)));
    knobs.collateral().forEach(lost -> line("  lost besides ", sentence(lost)));
  }

  private static String setting(KnobSetting setting) {
    String what =
        setting.carrier() == Carrier.ARGUMENT
            ? String.join(" or ", setting.programs()) + " " + setting.value()
            : setting.carrier() == Carrier.FILE
                ? setting.name() + ": " + setting.value()
                : setting.name() + "=" + setting.value();
    return setting.component() + ": " + what;
  }

  private void fate(List<Verdict> alike) {
    Verdict first = alike.get(0);
    List<String> where = new ArrayList<>();
    if (!first.heldIn().isEmpty()) {
      where.add("held in " + String.join(", ", first.heldIn()));
    }
    if (!first.notIn().isEmpty()) {
      where.add("not in " + String.join(", ", first.notIn()));
    }
    String names = alike.stream().map(Verdict::feature).collect(Collectors.joining(", "));
    line("  " + first.status().title() + ": ", names);
    if (!where.isEmpty()) {
      line("      ", String.join("; ", where));
    }
  }

  private static String sentence(CpuidPlan cpuid) {
    return switch (cpuid.answered()) {
      case ON_SOME ->
          "CPUID is answered without what is withheld where the machine has CPUID faulting, and"
              + " not elsewhere: "
              + String.join(", ", cpuid.features());
      case HERE -> "CPUID is answered without what is withheld";
      case NOT_HERE -> "answers to CPUID are not available: no CPUID faulting on this machine";
    };
  }

  private static String sentence(Holding holding) {
    return holding.component()
        + " by "
        + holding.how()
        + " ("
        + holding.evidence().title()
        + (holding.unverified() ? ", version unknown" : "")
        + "): "
        + String.join(", ", holding.features());
  }

  private static String sentence(Residual residual) {
    return residual.component()
        + " ("
        + residual.reason().title()
        + (residual.detail().isEmpty() ? "" : "; " + residual.detail())
        + "): "
        + String.join(", ", residual.features());
  }

  private static String sentence(KnobPlan.Collateral lost) {
    return lost.feature()
        + " in "
        + lost.component()
        + " by "
        + lost.token()
        + " because \""
        + lost.because()
        + '"';
  }

  /** A line that goes on below its text where it is too long. */
  private void line(String head, String body) {
    StringBuilder line = new StringBuilder(head);
    boolean begun = false;
    for (String word : body.split(" ", -1)) {
      if (begun && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder("        ").append(word);
      } else {
        line.append(begun ? " " : "").append(word);
      }
      begun = true;
    }
    text.append(line).append('\n');
  }
}
