package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.policy.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds equally specific rules on the same thing that decide differently. */
final class Contradictions {
  private Contradictions() {}

  /** What a rule speaks of; two rules with an equal case are equally specific. */
  private record Case(
      String family,
      String member,
      Optional<String> via,
      OptionalLong above,
      Optional<String> architecture,
      Optional<String> place) {}

  static void check(List<Rule> rules, Findings findings) {
    Map<Case, Rule> first = new HashMap<>();
    for (Rule rule : rules) {
      List<String> members = rule.members().isEmpty() ? List.of("") : rule.members();
      Optional<Rule> other = Optional.empty();
      for (String member : members) {
        Rule earlier = first.putIfAbsent(caseOf(rule, member), rule);
        if (earlier != null && earlier.decision() != rule.decision()) {
          other = Optional.of(earlier);
        }
      }
      other.ifPresent(
          earlier ->
              findings.add(
                  findings
                      .at(
                          PolicyCode.CONTRADICTION,
                          rule.span(),
                          "This rule says `"
                              + word(rule)
                              + "`, an equally specific one says `"
                              + word(earlier)
                              + "`.")
                      .withRelated(earlier.span(), "the other rule")));
    }
  }

  private static Case caseOf(Rule rule, String member) {
    return new Case(
        rule.family(),
        member,
        rule.via(),
        rule.above(),
        rule.architecture(),
        rule.waiver().map(w -> w.artifact() + "\n" + w.path()));
  }

  private static String word(Rule rule) {
    return rule.decision().name().toLowerCase(Locale.ROOT);
  }
}
