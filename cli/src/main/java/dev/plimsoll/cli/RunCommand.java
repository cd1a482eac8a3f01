package dev.plimsoll.cli;

import dev.plimsoll.compiler.plan.PolicyPlanner;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.runtime.enforce.HoldPlan;
import dev.plimsoll.runtime.enforce.Mechanism;
import dev.plimsoll.runtime.enforce.MechanismProbe;
import dev.plimsoll.runtime.enforce.OnLoss;
import dev.plimsoll.runtime.enforce.PlannedStart;
import dev.plimsoll.runtime.enforce.SupervisorLauncher;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.plan.HoldChoices;
import dev.plimsoll.runtime.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: a command held to a baseline, in place of this process. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = RunCommand.REFUSED,
    exitCodeOnExecutionException = RunCommand.REFUSED,
    description = {
      "Starts a command held to a baseline: the AT_HWCAP* words that it and all its",
      "descendants find are masked at every exec."
    })
final class RunCommand implements Callable<Integer> {
  /** What {@code run} answers where it did not start the command. */
  static final int REFUSED = 125;

  /** How many features a warning names; {@code --explain} names all. */
  private static final int NAMED = 4;

  /** What a policy may say of words besides a mechanism. */
  private static final Set<String> OTHER_WORDS = Set.of("auto", HoldChoices.OFF);

  private final Streams streams;
  @Mixin private PolicyChoice choice = new PolicyChoice();

  @Option(
      names = "--mechanism",
      paramLabel = "M",
      description =
          "auto, off, or k (kernel), s (seccomp notification), p (ptrace), o (first program only);"
              + " default: as the policy says.")
  private Optional<String> mechanismName = Optional.empty();

  @Option(
      names = "--on-loss",
      paramLabel = "A",
      description =
          "What becomes of a process that cannot be held: kill or continue; default: as the policy"
              + " says.")
  private Optional<String> onLossName = Optional.empty();

  @Option(
      names = "--explain",
      description = "Says on stderr what is held, how, and what is not reached.")
  private boolean explain;

  @Option(
      names = "--status-file",
      paramLabel = "F",
      description = "Where the supervisor writes what it did, at the end.")
  private Optional<Path> statusFile = Optional.empty();

  @Parameters(paramLabel = "CMD", arity = "1..*", description = "The command and its arguments.")
  private List<String> command = List.of();

  RunCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Optional<PolicyChoice.Chosen> chosen;
    try {
      chosen = choice.read(streams.err(), Policy::toHold);
    } catch (IOException e) {
      return refuse(Streams.describe(e));
    }
    if (chosen.isEmpty()) {
      return refuse("nothing was started");
    }
    String wanted = mechanismName.orElse(chosen.get().hold().words());
    if (!OTHER_WORDS.contains(wanted) && Mechanism.of(wanted).isEmpty()) {
      return refuse("there is no mechanism `" + wanted + "`; there are " + mechanisms());
    }
    if (onLossName.isPresent() && OnLoss.of(onLossName.get()).isEmpty()) {
      return refuse("--on-loss is kill or continue, not `" + onLossName.get() + "`");
    }
    Plan planned = PolicyPlanner.plan(chosen.get().policy(), chosen.get().baseline());
    Plan plan = onLossName.map(planned::onLoss).orElse(planned).words(wanted);
    Host host = HostReader.read();
    if (plan.on(host.architecture()).isEmpty()) {
      return refuse(
          "the baseline `" + plan.baseline().name() + "` says nothing of " + host.architecture());
    }
    PlannedStart start =
        PlannedStart.of(
            plan, host, dev.plimsoll.runtime.enforce.Command.ofOwnArguments(command.size()));
    List<String> residual =
        start.launch().plan().residual(host.architecture()).stream()
            .map(open -> open.sentence(NAMED))
            .toList();
    if (explain) {
      streams.err().print(start.launch().text());
      explain(start.hold(), host);
    }
    boolean deny = !residual.isEmpty() && plan.choices().residual().equals(HoldChoices.DENY);
    if (deny || (!explain && !plan.choices().residual().equals(HoldChoices.ALLOW))) {
      residual.forEach(line -> streams.err().println("plimsoll: not reached: " + line));
    }
    if (deny) {
      return refuse("the policy denies a residual, so nothing was started");
    }
    streams.out().flush();
    return refuse(
        SupervisorLauncher.here().replaceProcess(start.hold(), start.command(), statusFile));
  }

  private static String mechanisms() {
    return Stream.concat(
            Stream.of("auto", HoldChoices.OFF),
            Mechanism.strongestFirst().stream().map(Mechanism::letter))
        .collect(Collectors.joining(", "));
  }

  private void explain(HoldPlan plan, Host host) {
    List<MechanismProbe.Answer> answers = MechanismProbe.probe();
    for (MechanismProbe.Answer answer : answers) {
      streams
          .err()
          .println(
              "  mechanism "
                  + answer.mechanism().letter()
                  + " ("
                  + answer.mechanism().title()
                  + "): "
                  + answer.refusal().orElse("available"));
    }
    answers.stream()
        .filter(answer -> answer.refusal().isEmpty())
        .map(MechanismProbe.Answer::mechanism)
        .filter(plan::permits)
        .findFirst()
        .ifPresent(
            used -> {
              streams.err().println("  used: " + used.letter());
              used.limits(host.architecture())
                  .forEach(limit -> streams.err().println("  cannot reach: " + limit));
            });
  }

  private int refuse(String reason) {
    streams.err().println("plimsoll: " + reason);
    return REFUSED;
  }
}
