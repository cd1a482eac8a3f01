package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.explain.Explanation;
import dev.plimsoll.compiler.explain.FeatureExplainer;
import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.verifier.verdict.Decider;
import dev.plimsoll.verifier.verdict.RuleAnswer;
import dev.plimsoll.verifier.verdict.RuleExplainer;
import dev.plimsoll.verifier.verdict.RuleQuestion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Answers questions to one policy in text for a person. */
public final class PolicyQuestions {
  private final Policy policy;
  private final List<Baseline> baselines;
  private final LocalDate today;

  /**
   * @param baselines those that are asked about
   * @param today the day that waivers are held against
   */
  public PolicyQuestions(Policy policy, List<Baseline> baselines, LocalDate today) {
    this.policy = policy;
    this.baselines = List.copyOf(baselines);
    this.today = today;
  }

  /**
   * What came of a question.
   *
   * @param understood whether {@code text} is an answer; else it says what is wrong
   * @param text ends with a newline
   */
  public record Reply(boolean understood, String text) {}

  /**
   * Answers a question.
   *
   * @param words {@code has avx2 on x86_64}, {@code dispatch unknown on aarch64 in g:a lib.so}, …
   */
  public Reply ask(List<String> words) {
    Question question = QuestionReader.read(words);
    if (question instanceof Question.NotUnderstood not) {
      return new Reply(false, not.message() + "\n");
    }
    StringBuilder out = new StringBuilder();
    if (question instanceof Question.Has has) {
      baselines.forEach(baseline -> out.append(answer(baseline, has.feature())));
      return out.isEmpty()
          ? new Reply(
              false, "No such baseline has a set for " + has.feature().architecture() + ".\n")
          : new Reply(true, out.toString());
    }
    Question.OfRules ofRules = (Question.OfRules) question;
    for (Baseline baseline : baselines) {
      for (String architecture : architectures(baseline, ofRules.asked())) {
        out.append(answer(baseline, ofRules, architecture));
      }
    }
    return new Reply(true, out.toString());
  }

  private String answer(Baseline baseline, Feature feature) {
    if (!baseline.sets().containsKey(feature.architecture())) {
      return "";
    }
    Explanation explanation = FeatureExplainer.explain(policy, baseline, feature);
    StringBuilder out = new StringBuilder(explanation.answer()).append('\n');
    for (Reason reason : explanation.reasons()) {
      out.append("  ").append(Quoted.visible(reason.toString())).append('\n');
      String line = reason.file().line(reason.position().line()).strip();
      out.append("      ").append(Quoted.visible(line)).append('\n');
    }
    return out.toString();
  }

  private NavigableSet<String> architectures(Baseline baseline, Rule asked) {
    if (asked.architecture().isPresent()) {
      return new TreeSet<>(List.of(asked.architecture().get()));
    }
    NavigableSet<String> all = new TreeSet<>(baseline.sets().keySet());
    policy.visibleFleets().stream()
        .flatMap(fleet -> fleet.nodes().stream())
        .map(Node::architecture)
        .forEach(all::add);
    return all;
  }

  private String answer(Baseline baseline, Question.OfRules question, String architecture) {
    Rule asked = question.asked();
    RuleQuestion of =
        new RuleQuestion(
            asked.family(),
            question.member(),
            asked.via(),
            architecture,
            asked.waiver().map(w -> new RuleQuestion.In(w.artifact(), w.path())));
    RuleAnswer answer = new RuleExplainer(policy, baseline.name(), today).answer(of);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s%s on %s, baseline %s: %s"
            .formatted(
                asked.family(),
                question.member().map(m -> " " + m).orElse(""),
                architecture,
                baseline.name(),
                answer.decision().name().toLowerCase(Locale.ROOT)));
    lines.add("  decided by " + describe(answer.decider()));
    reason(answer.decider()).ifPresent(because -> lines.add("    because " + because));
    if (!answer.others().isEmpty()) {
      lines.add("  and not by");
      answer.others().forEach(o -> lines.add("    " + describe(o.decider()) + ": " + o.why()));
    }
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> out.append(Quoted.visible(line)).append("\n"));
    return out.toString();
  }

  private static Optional<String> reason(Decider decider) {
    return decider instanceof Decider.ByRule by ? by.rule().because() : Optional.empty();
  }

  private static String describe(Decider decider) {
    return decider instanceof Decider.ByRule by
        ? by.source().name() + ":" + by.position() + ": " + by.text()
        : "the default: " + ((Decider.ByDefault) decider).value().text();
  }
}
