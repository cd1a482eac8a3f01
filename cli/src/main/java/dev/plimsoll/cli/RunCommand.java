package dev.plimsoll.cli;

import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.runtime.enforce.HoldPlan;
import dev.plimsoll.runtime.enforce.Mechanism;
import dev.plimsoll.runtime.enforce.MechanismProbe;
import dev.plimsoll.runtime.enforce.OnLoss;
import dev.plimsoll.runtime.enforce.SupervisorLauncher;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  /** Words as the kernel gives them. */
  private static final String OFF = "off";

  private final Streams streams;
  @Mixin private PolicyChoice choice = new PolicyChoice();

  @Option(
      names = "--mechanism",
      paramLabel = "M",
      description =
          "auto, off, s (seccomp notification) or p (ptrace); default: as the policy says.")
  private Optional<String> mechanismName = Optional.empty();

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
    Baseline baseline = chosen.get().baseline();
    Hold hold = chosen.get().policy().holdOf(baseline);
    Host host = HostReader.read();
    if (!baseline.sets().containsKey(host.architecture())) {
      return refuse(
          "the baseline `" + baseline.name() + "` says nothing of " + host.architecture());
    }
    Optional<Mechanism> only = Optional.empty();
    String wanted = mechanismName.orElse(hold.words());
    if (!wanted.equals("auto") && !wanted.equals(OFF)) {
      only = Mechanism.of(wanted);
      if (only.isEmpty()) {
        return refuse("there is no mechanism `" + wanted + "`; there are auto, off, s and p");
      }
    }
    HoldPlan plan =
        HoldPlan.of(baseline.held())
            .onLoss(hold.onLoss() == Hold.OnLoss.KILL ? OnLoss.KILL : OnLoss.CONTINUE);
    plan = only.map(plan::by).orElse(plan);
    if (wanted.equals(OFF)) {
      plan = plan.withoutWords();
    }

    List<String> residual = Residual.of(baseline, hold, host, explain ? Integer.MAX_VALUE : NAMED);
    if (explain) {
      explain(plan, baseline, host, residual);
    } else if (!residual.isEmpty() && hold.residual() == Hold.Residual.WARN) {
      residual.forEach(line -> streams.err().println("plimsoll: not reached: " + line));
    }
    if (!residual.isEmpty() && hold.residual() == Hold.Residual.DENY) {
      if (!explain) {
        residual.forEach(line -> streams.err().println("plimsoll: not reached: " + line));
      }
      return refuse("the policy denies a residual, so nothing was started");
    }
    streams.out().flush();
    return refuse(
        SupervisorLauncher.here()
            .replaceProcess(
                plan,
                dev.plimsoll.runtime.enforce.Command.ofOwnArguments(command.size()),
                statusFile));
  }

  private void explain(HoldPlan plan, Baseline baseline, Host host, List<String> residual) {
    streams.err().println("plimsoll: baseline " + baseline.name() + " on " + host.architecture());
    plan.wordsOn(host.architecture())
        .ifPresent(words -> streams.err().println("  words that may remain: " + words));
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
        .filter(m -> plan.mechanism().isEmpty() || plan.mechanism().get() == m)
        .findFirst()
        .ifPresent(
            used -> {
              streams.err().println("  used: " + used.letter());
              used.limits(host.architecture())
                  .forEach(limit -> streams.err().println("  cannot reach: " + limit));
            });
    residual.forEach(line -> streams.err().println("  not reached: " + line));
  }

  private int refuse(String reason) {
    streams.err().println("plimsoll: " + reason);
    return REFUSED;
  }
}
