package dev.plimsoll.runtime.plan;

import dev.plimsoll.runtime.knob.Launch;
import java.util.List;

/**
 * A launch under a plan.
 *
 * @param plan the plan, with what could not be set for this launch among what is not reached
 * @param launch what the program is started with
 * @param changes the knobs that were set, in order
 */
public record PlannedLaunch(Plan plan, Launch launch, List<Launch.Change> changes) {
  public PlannedLaunch {
    changes = List.copyOf(changes);
  }

  /** The plan for people, with what the program is started with. */
  public String text() {
    return PlanText.print(this);
  }

  /** The plan as one JSON document, with what the program is started with. */
  public String json() {
    return PlanJson.print(this);
  }
}
