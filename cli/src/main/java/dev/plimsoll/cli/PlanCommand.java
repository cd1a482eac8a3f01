package dev.plimsoll.cli;

import dev.plimsoll.compiler.export.EnvFile;
import dev.plimsoll.compiler.export.OciProcess;
import dev.plimsoll.compiler.export.PlanExport;
import dev.plimsoll.compiler.export.SystemdDropIn;
import dev.plimsoll.compiler.plan.PolicyPlanner;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.knob.Launch;
import dev.plimsoll.runtime.plan.HoldChoices;
import dev.plimsoll.runtime.plan.Plan;
import dev.plimsoll.runtime.plan.PlannedLaunch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plan}: what {@code run} would do, on any machine. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what `run` would do: words, knobs, and for each withheld feature what holds it.",
      "Starts nothing and asks nothing of this machine."
    })
final class PlanCommand implements Callable<Integer> {
  /** How a plan is written. */
  enum PlanFormat {
    TEXT,
    JSON,
    ENV,
    SYSTEMD,
    OCI
  }

  private final Streams streams;
  @Mixin private PolicyChoice choice = new PolicyChoice();

  @Option(
      names = "--arch",
      paramLabel = "A",
      description =
          "One architecture of the baseline (default: text and json tell of all; for a command and"
              + " for other formats the only one, else this machine's).")
  private Optional<String> architecture = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "F",
      description =
          "text, json, env (a file for shells and EnvironmentFile=), systemd (a drop-in) or oci (a"
              + " part of config.json).")
  private PlanFormat format = PlanFormat.TEXT;

  @Parameters(
      paramLabel = "CMD",
      arity = "0..*",
      description = "The command that is to be started, with its arguments.")
  private List<String> command = List.of();

  PlanCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Optional<PolicyChoice.Chosen> chosen = choice.read(streams.err(), Policy::toHold);
    if (chosen.isEmpty()) {
      return Exit.USAGE;
    }
    Plan all = PolicyPlanner.plan(chosen.get().policy(), chosen.get().baseline());
    boolean one = format.compareTo(PlanFormat.JSON) > 0 || !command.isEmpty();
    Optional<String> name = one ? one(all) : architecture;
    if (one ? name.flatMap(all::on).isEmpty() : name.isPresent() && all.on(name.get()).isEmpty()) {
      streams
          .err()
          .println(
              "plimsoll: the baseline `"
                  + all.baseline().name()
                  + "` is for "
                  + String.join(", ", all.byArchitecture().keySet())
                  + "; name one with --arch");
      return Exit.USAGE;
    }
    Plan plan = name.map(all::only).orElse(all);
    if (one) {
      PlannedLaunch launch = plan.under(name.get(), Launch.of(Map.of(), command));
      streams.out().print(print(launch, name.get()));
      plan = launch.plan();
    } else {
      streams.out().print(format == PlanFormat.JSON ? plan.json() : plan.text());
    }
    return exit(plan);
  }

  private Optional<String> one(Plan plan) {
    Set<String> all = plan.byArchitecture().keySet();
    return architecture.or(
        () ->
            all.size() == 1
                ? all.stream().findFirst()
                : Optional.of(HostReader.currentArchitecture()).filter(all::contains));
  }

  private String print(PlannedLaunch launch, String name) {
    PlanExport export = new PlanExport(launch, name);
    return switch (format) {
      case TEXT -> launch.text();
      case JSON -> launch.json();
      case ENV -> EnvFile.print(export);
      case SYSTEMD -> SystemdDropIn.print(export);
      case OCI -> OciProcess.print(export);
    };
  }

  private int exit(Plan plan) {
    boolean open =
        plan.byArchitecture().keySet().stream().anyMatch(a -> !plan.residual(a).isEmpty());
    if (!open || !plan.choices().residual().equals(HoldChoices.DENY)) {
      return Exit.PASS;
    }
    streams
        .err()
        .println(
            "plimsoll: the policy denies a residual: `run` starts nothing where a machine has what"
                + " is not reached");
    return Exit.FINDINGS;
  }
}
