package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.policy.HeldBaseline;
import java.io.IOException;
import java.util.List;

/** Starts programs that see no more CPU features than a baseline has. */
public final class Held {
  private Held() {}

  /**
   * Starts a program through a supervisor, with this process's standard streams, environment and
   * working folder. It finds what it is held to with {@link
   * dev.plimsoll.runtime.policy.HeldWords#read}.
   *
   * @throws IOException if the supervisor cannot be started; the message says why
   */
  public static HeldProcess start(HeldBaseline baseline, List<String> command, HoldOptions options)
      throws IOException {
    HoldPlan plan = HoldPlan.of(baseline).by(options.mechanism()).onLoss(options.onLoss());
    return SupervisorLauncher.here().spawnTellingItself(plan, Command.of(command));
  }
}
