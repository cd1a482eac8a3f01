package dev.plimsoll.cli;

import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.plan.PolicyPlanner;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.runtime.plan.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The plan that a verb goes by. */
final class PlanChoice {
  @Mixin private PolicyChoice choice = new PolicyChoice();

  @Option(
      names = "--component",
      paramLabel = "NAME=VERSION",
      description =
          "The version of a component that has knobs, such as glibc=2.36; repeatable. What a knob"
              + " means may depend on it.")
  private Map<String, String> versions = new TreeMap<>();

  /** Reads the policy and plans; where that cannot be, prints why. */
  Optional<Plan> read(PrintStream err) throws IOException {
    for (String name : versions.keySet()) {
      if (KnobCatalog.load().component(name).isEmpty()) {
        err.println("plimsoll: `" + name + "` is no component with knobs");
        return Optional.empty();
      }
    }
    return choice
        .read(err, Policy::toHold)
        .map(chosen -> PolicyPlanner.plan(chosen.policy(), chosen.baseline(), versions));
  }
}
