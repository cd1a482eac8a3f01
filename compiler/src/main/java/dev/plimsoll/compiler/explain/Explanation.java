package dev.plimsoll.compiler.explain;

import java.util.List;

/**
 * An answer with its reasons.
 *
 * @param answer one sentence
 * @param reasons what decided comes last; empty where no line of the policy took part
 */
public record Explanation(String answer, List<Reason> reasons) {
  public Explanation {
    reasons = List.copyOf(reasons);
  }
}
