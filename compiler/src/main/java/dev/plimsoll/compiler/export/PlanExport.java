package dev.plimsoll.compiler.export;

import dev.plimsoll.runtime.plan.Plan;
import dev.plimsoll.runtime.plan.PlannedLaunch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A launch under a plan on one architecture, ready to be written.
 *
 * @param launch without a command where it is for any
 */
public record PlanExport(PlannedLaunch launch, String architecture) {
  List<String> command() {
    return launch.launch().command();
  }

  SortedMap<String, String> environment() {
    return launch.launch().environment();
  }

  /** What the file that is written cannot do, each in a line. */
  List<String> remarks() {
    Plan plan = launch.plan();
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "Baseline " + plan.baseline().name() + " of " + plan.policy() + " on " + architecture);
    if (plan.choices().masksWords()) {
      remarks.add("The AT_HWCAP words themselves are masked by `plimsoll run` alone");
    }
    plan.on(architecture).ifPresent(on -> remarks.addAll(on.knobs().notes()));
    plan.residual(architecture)
        .forEach(residual -> remarks.add("Not reached: " + residual.sentence(Integer.MAX_VALUE)));
    return remarks.stream().map(PlanExport::oneLine).toList();
  }

  /** What cannot end a comment. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\\\]", " ");
  }
}
