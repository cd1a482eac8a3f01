package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.knob.Launch;
import dev.plimsoll.runtime.plan.Plan;
import dev.plimsoll.runtime.plan.PlannedLaunch;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A command about to be started under a plan, with this process's environment.
 *
 * @param hold what the supervisor is to do
 * @param command the command with the arguments that the plan adds
 * @param launch what else is set, and what is not reached on this machine by this command
 */
public record PlannedStart(HoldPlan hold, Command command, PlannedLaunch launch) {

  /**
   * Prepares a start on a machine; starts nothing.
   *
   * @throws IOException where /proc does not tell this process's environment
   */
  public static PlannedStart of(Plan plan, Host host, Command command) throws IOException {
    return of(plan, host, command, ByteStrings.environment());
  }

  static PlannedStart of(Plan plan, Host host, Command command, List<byte[]> environment) {
    Launch before = Launch.of(Variables.of(environment), command.latin());
    PlannedLaunch launch = plan.on(host).under(host.architecture(), before);
    HoldPlan hold = HoldPlan.of(plan);
    for (Map.Entry<String, String> variable : launch.launch().environment().entrySet()) {
      if (!variable.getValue().equals(before.environment().get(variable.getKey()))) {
        hold = hold.with(variable.getKey(), variable.getValue());
      }
    }
    return new PlannedStart(hold, Command.ofLatin(launch.launch().command()), launch);
  }
}
