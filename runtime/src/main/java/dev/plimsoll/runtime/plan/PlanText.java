package dev.plimsoll.runtime.plan;

import dev.plimsoll.runtime.knob.Carrier;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.policy.HeldWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    knobs.notes().forEach(note -> line("  ", note));
    knobs.settings().forEach(setting -> line("  set ", setting(setting)));
    Map<List<Object>, List<Verdict>> alike = new LinkedHashMap<>();
    for (Verdict.Status status : Verdict.Status.values()) {
      for (Verdict verdict : on.verdicts()) {
        if (verdict.status() == status) {
          List<Object> fate = List.of(status, verdict.holders(), verdict.open());
          alike.computeIfAbsent(fate, key -> new ArrayList<>()).add(verdict);
        }
      }
    }
    alike.values().forEach(this::fate);
    knobs
        .collateral()
        .forEach(
            lost ->
                line(
                    "  lost besides ",
                    lost.feature()
                        + " in "
                        + lost.component()
                        + " by "
                        + lost.token()
                        + " because \""
                        + lost.because()
                        + '"'));
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

  private void fate(List<Verdict> verdicts) {
    Verdict first = verdicts.get(0);
    List<String> names = verdicts.stream().map(Verdict::feature).toList();
    line("  " + first.status().title() + ": ", String.join(", ", names));
    for (Holding holding : first.holders()) {
      line(
          "      ",
          holding.component()
              + " by "
              + holding.how()
              + " ("
              + holding.evidence().title()
              + (holding.unverified() ? ", version unknown" : "")
              + ")");
    }
    for (Residual residual : first.open()) {
      line(
          "      not ",
          residual.component()
              + ": "
              + residual.reason().title()
              + (residual.detail().isEmpty() ? "" : "; " + residual.detail()));
    }
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
