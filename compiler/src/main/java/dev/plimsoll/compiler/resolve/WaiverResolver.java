package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.RuleItem;
import dev.plimsoll.dsl.ast.Text;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.source.Span;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resolves exceptions: a rule with {@code in} has a reason, an owner and an end. */
final class WaiverResolver {
  private static final String EVERYWHERE = "**";

  private final Findings findings;

  WaiverResolver(Findings findings) {
    this.findings = findings;
  }

  /** Whether the rule says everything that an exception needs, or nothing of it. */
  static boolean isSound(RuleItem.Rule rule, Optional<Rule.Waiver> waiver) {
    return rule.place().isPresent()
        ? waiver.isPresent()
        : rule.owner().isEmpty() && rule.until().isEmpty();
  }

  /** The exception that a rule is, if it is a sound one. */
  Optional<Rule.Waiver> resolve(RuleItem.Rule rule) {
    Optional<LocalDate> until = rule.until().flatMap(this::date);
    if (rule.place().isEmpty()) {
      checkNoException(rule);
      return Optional.empty();
    }
    RuleItem.Place place = rule.place().get();
    checkComplete(rule, place);
    return until.map(
        date ->
            new Rule.Waiver(
                place.artifact().value(),
                place.path().map(Text::value).orElse(EVERYWHERE),
                text(rule.because()),
                text(rule.owner()),
                date));
  }

  private void checkComplete(RuleItem.Rule rule, RuleItem.Place place) {
    List<String> missing = new ArrayList<>();
    if (text(rule.because()).isBlank()) {
      missing.add("`because`");
    }
    if (text(rule.owner()).isBlank()) {
      missing.add("`owner`");
    }
    if (rule.until().isEmpty()) {
      missing.add("`until`");
    }
    if (!missing.isEmpty()) {
      findings.add(
          findings
              .at(
                  PolicyCode.NO_REASON,
                  place.span(),
                  "An exception needs a reason, an owner and an end; this one lacks "
                      + String.join(" and ", missing)
                      + ".")
              .withHint("Add `because \"…\" owner \"…\" until 2027-06-30`."));
    }
  }

  private Optional<LocalDate> date(Name name) {
    try {
      return Optional.of(LocalDate.parse(name.text()));
    } catch (DateTimeParseException e) {
      findings.add(
          findings
              .at(
                  PolicyCode.INVALID_DATE,
                  name.span(),
                  Quoted.of(name.text()) + " is not a day of the calendar.")
              .withHint("A date is a year, a month and a day: `2027-06-30`."));
      return Optional.empty();
    }
  }

  private void checkNoException(RuleItem.Rule rule) {
    Optional<Span> clause = rule.owner().map(Text::span).or(() -> rule.until().map(Name::span));
    clause.ifPresent(
        span ->
            findings.add(
                findings
                    .at(
                        PolicyCode.MISPLACED_CLAUSE,
                        span,
                        "`owner` and `until` belong to an exception, but this rule has no `in`.")
                    .withHint("Say where the exception holds: `in \"group:artifact\" \"path\"`.")));
  }

  private static String text(Optional<Text> text) {
    return text.map(Text::value).orElse("");
  }
}
