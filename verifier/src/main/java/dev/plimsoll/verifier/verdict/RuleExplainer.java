package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.compiler.policy.RuleSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which rule decides something, by the same rulebook that verdicts come from. */
public final class RuleExplainer {
  private final Policy policy;
  private final String baseline;
  private final LocalDate today;

  /**
   * @param baseline the name of one of the policy's baselines
   * @param today the day that waivers are held against
   */
  public RuleExplainer(Policy policy, String baseline, LocalDate today) {
    this.policy = policy;
    this.baseline = baseline;
    this.today = today;
  }

  /** What the rules say of it, and why. */
  public RuleAnswer answer(RuleQuestion question) {
    Ruling ruling =
        new Rulebook(policy, baseline, today).decide(question.subject(), question.asked());
    List<RuleAnswer.Passed> others = new ArrayList<>();
    rules().stream()
        .filter(rule -> rule.family().equals(question.family()))
        .filter(rule -> !decides(ruling, rule))
        .sorted(Rulebook.BY_WEIGHT.reversed())
        .forEach(rule -> others.add(passed(rule, question, ruling)));
    if (ruling.decider() instanceof Decider.ByRule) {
      RuleDefault value = RuleDefault.of(question.family());
      others.add(
          new RuleAnswer.Passed(
              new Decider.ByDefault(value, question.subject().text()),
              "it holds only where no rule speaks"));
    }
    return new RuleAnswer(ruling.decision(), ruling.decider(), others);
  }

  private List<Rule> rules() {
    return policy.rules(baseline).map(RuleSet::rules).orElse(List.of());
  }

  private static boolean decides(Ruling ruling, Rule rule) {
    return ruling.decider() instanceof Decider.ByRule by && by.rule().equals(rule);
  }

  private RuleAnswer.Passed passed(Rule rule, RuleQuestion question, Ruling ruling) {
    return new RuleAnswer.Passed(
        new Decider.ByRule(policy.source(), rule), why(rule, question, ruling));
  }

  private String why(Rule rule, RuleQuestion question, Ruling ruling) {
    if (rule.architecture().filter(a -> !a.equals(question.architecture())).isPresent()) {
      return "it speaks of " + rule.architecture().get() + " only";
    }
    boolean other =
        !rule.members().isEmpty() && question.member().filter(rule.members()::contains).isEmpty();
    if (other) {
      return "it speaks of " + String.join(", ", rule.members()) + " only";
    }
    if (rule.via().isPresent()) {
      return "that `" + rule.via().get() + "` controls a test is not analysed by this version";
    }
    if (rule.waiver().isPresent()) {
      Rule.Waiver waiver = rule.waiver().get();
      Optional<Place> place = question.asked();
      if (place.isEmpty()) {
        return "it speaks of one place only; ask with `in ARTIFACT PATH`";
      }
      if (!place.get().isIn(waiver)) {
        return "its patterns do not match that place";
      }
      if (today.isAfter(waiver.until())) {
        return "it ended on " + waiver.until() + "; today is " + today;
      }
    }
    return ruling.decider() instanceof Decider.ByRule by
        ? "the rule that decides " + difference(by.rule(), rule)
        : "it decides nothing here";
  }

  /** What makes one rule stronger than another that speaks of the same. */
  private static String difference(Rule winner, Rule loser) {
    if (winner.waiver().isPresent() != loser.waiver().isPresent()) {
      return "has `in`";
    }
    if (winner.architecture().isPresent() != loser.architecture().isPresent()) {
      return "stands in an `on` block";
    }
    if (winner.members().isEmpty() != loser.members().isEmpty()) {
      return "names a member rather than the family";
    }
    return winner.decision() == loser.decision()
        ? "says the same and stands before it"
        : "is equally specific and stricter";
  }
}
