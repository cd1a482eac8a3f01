package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Rule;
import java.util.Optional;

/**
 * What a rule may decide on.
 *
 * @param family as in {@link Rule#family()}
 * @param member the member of the family, if it has any
 * @param architecture which {@code on} block may speak of it
 */
record Subject(String family, Optional<String> member, Optional<String> architecture) {

  static Subject of(String family, String architecture) {
    return new Subject(family, Optional.empty(), Optional.of(architecture));
  }

  static Subject of(String family, String member, String architecture) {
    return new Subject(family, Optional.of(member), Optional.of(architecture));
  }

  /**
   * Whether a rule speaks of this, wherever it is. One with {@code via} does not: that a knob
   * controls a test is not analysed yet.
   */
  boolean isOf(Rule rule) {
    return rule.family().equals(family)
        && (rule.members().isEmpty() || member.filter(rule.members()::contains).isPresent())
        && (rule.architecture().isEmpty() || rule.architecture().equals(architecture))
        && rule.via().isEmpty();
  }

  /** For example {@code dispatch unknown}. */
  String text() {
    return member.map(m -> family + " " + m).orElse(family);
  }
}
