package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Rule;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of one baseline on one day. Remembers which of its waivers have decided something. */
final class Rulebook {
  /**
   * The most specific last; of equally specific ones, which the compiler lets through only where
   * their places are told apart by patterns, the strictest last.
   */
  static final Comparator<Rule> BY_WEIGHT =
      Comparator.comparing((Rule rule) -> rule.waiver().isPresent())
          .thenComparing(rule -> rule.architecture().isPresent())
          .thenComparing(rule -> !rule.members().isEmpty())
          .thenComparing(Rule::decision)
          .thenComparing(rule -> -rule.span().offset());

  private final Policy policy;
  private final List<Rule> rules;
  private final LocalDate today;
  private final Set<Rule> used = new HashSet<>();

  Rulebook(Policy policy, String baseline, LocalDate today) {
    this.policy = policy;
    this.rules = policy.rules(baseline).map(set -> set.rules()).orElse(List.of());
    this.today = today;
  }

  Ruling decide(Subject subject, Place place) {
    return decide(subject, Optional.of(place));
  }

  /** Without a place, what holds wherever no waiver speaks. */
  Ruling decide(Subject subject, Optional<Place> place) {
    Optional<Rule> general = rules.stream().filter(rule -> isGeneral(rule, subject)).max(BY_WEIGHT);
    RuleDefault otherwise = RuleDefault.of(subject.family());
    Decision without = general.map(Rule::decision).orElse(otherwise.decision());
    Optional<Rule> waiver =
        place.flatMap(
            at -> rules.stream().filter(rule -> isWaiver(rule, subject, at)).max(BY_WEIGHT));
    waiver.ifPresent(used::add);
    Decision decision = waiver.map(Rule::decision).orElse(without);
    Decider decider =
        waiver
            .or(() -> general)
            .<Decider>map(rule -> new Decider.ByRule(policy.source(), rule))
            .orElseGet(() -> new Decider.ByDefault(otherwise, subject.text()));
    return new Ruling(
        decision,
        decider,
        waiver.filter(rule -> decision.compareTo(without) < 0).flatMap(Rule::waiver));
  }

  /** The waivers whose last day is over. */
  List<Rule> expired() {
    return waivers().filter(this::isExpired).toList();
  }

  /** The waivers in force that nothing has asked for so far. */
  List<Rule> unused() {
    return waivers().filter(rule -> !isExpired(rule) && !used.contains(rule)).toList();
  }

  private static boolean isGeneral(Rule rule, Subject subject) {
    return rule.waiver().isEmpty() && subject.isOf(rule);
  }

  private boolean isWaiver(Rule rule, Subject subject, Place place) {
    return rule.waiver().filter(place::isIn).isPresent() && subject.isOf(rule) && !isExpired(rule);
  }

  private boolean isExpired(Rule rule) {
    return rule.waiver().filter(waiver -> today.isAfter(waiver.until())).isPresent();
  }

  private Stream<Rule> waivers() {
    return rules.stream().filter(rule -> rule.waiver().isPresent());
  }
}
