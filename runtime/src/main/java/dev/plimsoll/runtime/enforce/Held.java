package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.plan.HoldChoices;
import dev.plimsoll.runtime.plan.Plan;
import dev.plimsoll.runtime.policy.HeldBaseline;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Starts programs that see no more CPU features than a baseline has. */
public final class Held {
  private static final int NAMED = 12;

  private Held() {}

  /**
   * Starts a program as a plan says, its knobs set, through a supervisor, with this process's
   * standard streams, environment and working folder.
   *
   * @throws IOException if it cannot be started so; where the policy denies a residual, the message
   *     says what is not reached on this machine
   */
  public static HeldProcess start(Plan plan, List<String> command) throws IOException {
    Host host = HostReader.read();
    if (plan.on(host.architecture()).isEmpty()) {
      throw new IOException(
          "the baseline " + plan.baseline().name() + " says nothing of " + host.architecture());
    }
    PlannedStart start = PlannedStart.of(plan, host, Command.of(command));
    List<Residual> residual = start.launch().plan().residual(host.architecture());
    if (!residual.isEmpty() && plan.choices().residual().equals(HoldChoices.DENY)) {
      throw new IOException(
          "the policy denies a residual, and this is not reached: "
              + residual.stream()
                  .map(open -> open.sentence(NAMED))
                  .collect(Collectors.joining("; ")));
    }
    return SupervisorLauncher.here().spawnTellingItself(start.hold(), start.command());
  }

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
