package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Decision;
import java.util.Locale;

/**
 * What holds where no rule of the policy speaks. {@code docs/verdict.md} says why.
 *
 * @param family as in {@link dev.plimsoll.compiler.policy.Rule#family()}
 */
public record RuleDefault(String family, Decision decision) {

  /** The default of a family; families without a row are denied. */
  static RuleDefault of(String family) {
    return switch (family) {
      case "hint" -> new RuleDefault(family, Decision.ALLOW);
      case "missing-architecture", "not-analysed" -> new RuleDefault(family, Decision.WARN);
      default -> new RuleDefault(family, Decision.DENY);
    };
  }

  /** As a policy would write it, e.g. {@code deny dispatch}. */
  public String text() {
    return decision.name().toLowerCase(Locale.ROOT) + " " + family;
  }
}
