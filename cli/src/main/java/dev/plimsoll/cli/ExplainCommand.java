package dev.plimsoll.cli;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.verifier.explain.PolicyQuestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: which line of a policy decides something, and why. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Answers which line of a policy decides something, and why.")
final class ExplainCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();

  @Option(names = "--policy", required = true, paramLabel = "F", description = "The policy.")
  private Path policyFile = Path.of("");

  @Option(names = "--baseline", paramLabel = "B", description = "The baseline (default: all).")
  private Optional<String> baselineName = Optional.empty();

  @Parameters(
      paramLabel = "QUESTION",
      arity = "1..*",
      description = {
        "has FEATURE on ARCH,",
        "or a subject of rules: dispatch unknown [on ARCH] [in ARTIFACT PATH], hint pauth,",
        "missing-architecture, not-analysed."
      })
  private List<String> question = List.of();

  ExplainCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Compilation compilation = policies.compile(policyFile, streams.err());
    if (compilation.policy().isEmpty()) {
      return Exit.USAGE;
    }
    Policy policy = compilation.policy().get();
    List<Baseline> baselines =
        policy.baselines().stream()
            .filter(b -> baselineName.isEmpty() || baselineName.get().equals(b.name()))
            .toList();
    if (baselines.isEmpty()) {
      streams
          .err()
          .println(
              "plimsoll: the policy has no baseline"
                  + baselineName.map(name -> " `" + name + "`").orElse(""));
      return Exit.USAGE;
    }
    PolicyQuestions.Reply reply =
        new PolicyQuestions(policy, baselines, policies.today()).ask(question);
    if (!reply.understood()) {
      streams.err().print("plimsoll: " + reply.text());
      return Exit.USAGE;
    }
    streams.out().print(reply.text());
    return Exit.PASS;
  }
}
