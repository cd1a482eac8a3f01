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

/** {@code explain}: the page of a diagnostic, or which line of a policy decides something. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Explains a diagnostic: its cause, an example and a mend;",
      "or with --policy, which line of a policy decides something, and why."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();

  @Option(names = "--policy", paramLabel = "F", description = "The policy that is asked.")
  private Optional<Path> policyFile = Optional.empty();

  @Option(names = "--baseline", paramLabel = "B", description = "The baseline (default: all).")
  private Optional<String> baselineName = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text).")
  private Format format = Format.TEXT;

  @Parameters(
      paramLabel = "CODE|QUESTION",
      arity = "1..*",
      description = {
        "A code such as PLM-201; of a policy: has FEATURE on ARCH, common(FLEET) lacks FEATURE,",
        "FLEET carries BASELINE, a line of hold (words, limit sve, …), a subject of rules",
        "(dispatch unknown [on ARCH] [in ARTIFACT PATH], …), waivers, seals."
      })
  private List<String> words = List.of();

  ExplainCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (policyFile.isPresent()) {
      return answer(policyFile.get());
    }
    if (words.size() > 1) {
      streams.err().println("plimsoll: one code at a time; a question needs --policy");
      return Exit.USAGE;
    }
    if (format == Format.JSON) {
      streams.err().println("plimsoll: the page of a code is text; --format json needs --policy");
      return Exit.USAGE;
    }
    return explain(words.get(0));
  }

  private int explain(String code) throws IOException {
    Optional<String> page = DiagnosticPages.page(code);
    if (page.isEmpty()) {
      String nearest = String.join(", ", DiagnosticPages.nearest(code));
      streams.err().println("plimsoll: no diagnostic is called `" + code + "`; near: " + nearest);
      return Exit.USAGE;
    }
    streams.out().print(PlainText.of(page.get()));
    return Exit.PASS;
  }

  private int answer(Path file) throws IOException {
    Compilation compilation = policies.compile(file, streams.err());
    if (compilation.policy().isEmpty()) {
      return Exit.USAGE;
    }
    Policy policy = compilation.policy().get();
    List<Baseline> baselines =
        baselineName.isEmpty()
            ? policy.governed()
            : policy.baseline(baselineName.get()).stream().toList();
    if (baselines.isEmpty()) {
      streams
          .err()
          .println(
              "plimsoll: the policy has no baseline"
                  + baselineName.map(name -> " `" + name + "`").orElse(""));
      return Exit.USAGE;
    }
    PolicyQuestions.Reply reply =
        new PolicyQuestions(policy, baselines, policies.today()).ask(words);
    if (!reply.understood()) {
      streams.err().print("plimsoll: " + reply.text());
      return Exit.USAGE;
    }
    if (format == Format.JSON) {
      AnswerJson.write(streams.out(), String.join(" ", words), reply.answers());
    } else {
      streams.out().print(reply.text());
    }
    return Exit.PASS;
  }
}
