package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.explain.Explanation;
import dev.plimsoll.compiler.explain.FeatureExplainer;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Fleet;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
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

/** Answers questions to one policy. */
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
   * @param answers none if there is a problem
   * @param problem what is wrong with the question
   */
  public record Reply(List<Answer> answers, Optional<String> problem) {
    public Reply {
      answers = List.copyOf(answers);
    }

    private static Reply of(List<Answer> answers) {
      return new Reply(answers, Optional.empty());
    }

    private static Reply problem(String text) {
      return new Reply(List.of(), Optional.of(text));
    }

    /** Whether the question has answers. */
    public boolean understood() {
      return problem.isEmpty();
    }

    /** The answers, or the problem, for a person; ends with a newline. */
    public String text() {
      return problem.map(p -> p + "\n").orElseGet(() -> AnswerText.print(answers));
    }
  }

  /**
   * Answers a question.
   *
   * @param words {@code has avx2 on x86_64}, {@code dispatch unknown on aarch64 in g:a lib.so}, …
   */
  public Reply ask(List<String> words) {
    Question question = QuestionReader.read(words);
    if (question instanceof Question.NotUnderstood not) {
      return Reply.problem(not.message());
    }
    if (question instanceof Question.Has has) {
      return has(has);
    }
    if (question instanceof Question.OfFleet ofFleet) {
      return ofFleet(ofFleet);
    }
    if (question instanceof Question.Carries carries) {
      return carries(carries);
    }
    PolicyInventory inventory = new PolicyInventory(policy, today);
    List<Answer> answers = new ArrayList<>();
    for (Baseline baseline : baselines) {
      if (question instanceof Question.OfRules ofRules) {
        for (String architecture : architectures(baseline, ofRules.asked())) {
          answers.add(answer(baseline, ofRules, architecture));
        }
      } else if (question instanceof Question.OfHold ofHold) {
        answers.addAll(HoldLines.answers(policy, policy.holdOf(baseline), ofHold.words()));
      } else if (question instanceof Question.Waivers) {
        answers.addAll(inventory.waivers(baseline));
      } else {
        answers.add(inventory.seal(baseline));
      }
    }
    return Reply.of(answers);
  }

  private Reply has(Question.Has question) {
    List<Baseline> asked = baselines;
    if (question.baseline().isPresent()) {
      String name = question.baseline().get();
      asked = policy.baseline(name).stream().toList();
      if (asked.isEmpty()) {
        return Reply.problem("The policy has no baseline " + Quoted.of(name) + ".");
      }
    }
    Feature feature = question.feature();
    List<Answer> answers =
        asked.stream()
            .filter(baseline -> baseline.sets().containsKey(feature.architecture()))
            .map(baseline -> FeatureExplainer.explain(policy, baseline, feature))
            .map(PolicyQuestions::derived)
            .toList();
    return answers.isEmpty()
        ? Reply.problem("No such baseline has a set for " + feature.architecture() + ".")
        : Reply.of(answers);
  }

  private Reply ofFleet(Question.OfFleet question) {
    Optional<Fleet> fleet = policy.fleet(question.fleet());
    if (fleet.isEmpty()) {
      return Reply.problem("The policy has no fleet " + Quoted.of(question.fleet()) + ".");
    }
    List<Answer> answers = new ArrayList<>();
    Optional<String> problem = Optional.empty();
    NavigableSet<String> architectures = architectures(fleet.get());
    if (question.architecture().isPresent()) {
      String asked = question.architecture().get();
      String name = IsaCatalog.load().architecture(asked).map(a -> a.name()).orElse(asked);
      if (!architectures.contains(name)) {
        return Reply.problem(
            "Fleet " + Quoted.of(fleet.get().name()) + " has no node of " + name + ".");
      }
      architectures = new TreeSet<>(List.of(name));
    }
    for (String architecture : architectures) {
      Question read = QuestionReader.has(Optional.empty(), question.name(), architecture);
      if (read instanceof Question.Has has) {
        answers.add(
            derived(
                FeatureExplainer.explain(policy, fleet.get(), question.common(), has.feature())));
      } else if (read instanceof Question.NotUnderstood not
          && (problem.isEmpty() || not.message().contains(QuestionReader.SUGGESTION))) {
        problem = Optional.of(not.message());
      }
    }
    return answers.isEmpty()
        ? Reply.problem(problem.orElse("The fleet has no nodes."))
        : Reply.of(answers);
  }

  private Reply carries(Question.Carries question) {
    if (policy.fleet(question.fleet()).isEmpty()) {
      return Reply.problem("The policy has no fleet " + Quoted.of(question.fleet()) + ".");
    }
    if (policy.baseline(question.baseline()).isEmpty()) {
      return Reply.problem("The policy has no baseline " + Quoted.of(question.baseline()) + ".");
    }
    return Reply.of(
        List.of(new PolicyInventory(policy, today).carries(question.fleet(), question.baseline())));
  }

  private static Answer derived(Explanation explanation) {
    return new Answer.Derived(explanation.answer(), explanation.reasons());
  }

  private static NavigableSet<String> architectures(Fleet fleet) {
    NavigableSet<String> all = new TreeSet<>();
    fleet.nodes().stream().map(Node::architecture).forEach(all::add);
    return all;
  }

  private NavigableSet<String> architectures(Baseline baseline, Rule asked) {
    if (asked.architecture().isPresent()) {
      return new TreeSet<>(List.of(asked.architecture().get()));
    }
    NavigableSet<String> all = new TreeSet<>(baseline.sets().keySet());
    policy.visibleFleets().forEach(fleet -> all.addAll(architectures(fleet)));
    return all;
  }

  private Answer answer(Baseline baseline, Question.OfRules question, String architecture) {
    Rule asked = question.asked();
    RuleQuestion of =
        new RuleQuestion(
            asked.family(),
            question.member(),
            asked.via(),
            architecture,
            asked.waiver().map(w -> new RuleQuestion.In(w.artifact(), w.path())));
    RuleAnswer answer = new RuleExplainer(policy, baseline.name(), today).answer(of);
    String member = question.member().map(m -> " " + m).orElse("");
    return new Answer.Decided(
        asked.family() + member + " on " + architecture,
        baseline.name(),
        answer.decision().name().toLowerCase(Locale.ROOT),
        line(answer.decider()),
        answer.others().stream().map(o -> new Answer.Passed(line(o.decider()), o.why())).toList());
  }

  private static Answer.Line line(Decider decider) {
    return decider instanceof Decider.ByRule by
        ? line(by.source(), by.rule().span(), by.rule().because())
        : Answer.Line.byDefault(((Decider.ByDefault) decider).value().text());
  }

  /** A statement of a policy, on one line. */
  static Answer.Line line(SourceFile source, Span span, Optional<String> because) {
    Answer.Place place = new Answer.Place(source, source.position(span.offset()));
    return new Answer.Line(
        Optional.of(place), source.text(span).strip().replaceAll("\\s+", " "), because);
  }
}
