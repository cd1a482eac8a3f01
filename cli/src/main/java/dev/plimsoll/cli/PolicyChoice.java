package dev.plimsoll.cli;

import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.Policy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The one policy and baseline that a verb goes by. */
final class PolicyChoice {
  @Mixin private PolicyOptions options = new PolicyOptions();

  @Option(names = "--policy", required = true, paramLabel = "F", description = "The policy.")
  private Path file = Path.of("");

  @Option(
      names = "--baseline",
      paramLabel = "B",
      description = "The baseline (default: the only one, or the only one with such a block).")
  private Optional<String> baseline = Optional.empty();

  /** What was chosen. */
  record Chosen(Policy policy, Baseline baseline) {
    /** How the baseline is held. */
    Hold hold() {
      return policy.holdOf(baseline);
    }
  }

  PolicyOptions options() {
    return options;
  }

  /**
   * Reads the policy and finds the baseline; where there is not one of each, prints why.
   *
   * @param candidates the baselines that the verb is about, given the name that was chosen
   */
  Optional<Chosen> read(
      PrintStream err, BiFunction<Policy, Optional<String>, List<Baseline>> candidates)
      throws IOException {
    Optional<Policy> policy = options.policy(file, err);
    if (policy.isEmpty()) {
      return Optional.empty();
    }
    List<Baseline> found = candidates.apply(policy.get(), baseline);
    if (found.size() != 1) {
      String names =
          String.join(", ", policy.get().governed().stream().map(Baseline::name).toList());
      err.println("plimsoll: name one baseline with --baseline: " + names);
      return Optional.empty();
    }
    return Optional.of(new Chosen(policy.get(), found.get(0)));
  }
}
