package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Decision;
import java.util.List;

/**
 * What the rules say, what decided it, and what else spoke of the same family.
 *
 * @param others the family's other rules and, where a rule decided, the default; those that came
 *     closest to deciding first
 */
public record RuleAnswer(Decision decision, Decider decider, List<Passed> others) {
  public RuleAnswer {
    others = List.copyOf(others);
  }

  /**
   * Something that did not decide.
   *
   * @param why one clause: what kept it from deciding
   */
  public record Passed(Decider decider, String why) {}
}
