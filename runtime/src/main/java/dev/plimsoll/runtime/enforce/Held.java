package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.policy.HeldBaseline;
import java.io.IOException;
import java.util.List;

/** Starts programs that see no more CPU features than a baseline has. */
public final class Held {
  private Held() {}

  /**
   * Starts a program through a supervisor, with this process's standard streams, environment and
   * working folder.
   *
   * @throws IOException if the supervisor cannot be started; the message says why
   */
  public static HeldProcess start(HeldBaseline baseline, List<String> command, HoldOptions options)
      throws IOException {
    HoldPlan any = HoldPlan.of(baseline).onLoss(options.onLoss());
    HoldPlan plan = options.mechanism().map(any::by).orElse(any);
    return SupervisorLauncher.here().spawnTellingItself(plan, Command.of(command));
  }
}
