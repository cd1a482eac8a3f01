package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.dsl.diagnostic.Severity;
import dev.plimsoll.dsl.source.SourceFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what checks see into findings, by the rules. */
final class FindingWriter {
  private final Rulebook rules;
  private final SourceFile source;

  FindingWriter(Rulebook rules, SourceFile source) {
    this.rules = rules;
    this.source = source;
  }

  /**
   * Something seen: a finding, or none if the rules allow it without a waiver.
   *
   * @param feature what the finding is about within its place
   * @param mend what to do, but for the way out that all of them have, which is a rule
   */
  Optional<Finding> find(
      FindingCode code,
      Subject subject,
      Place place,
      Optional<String> feature,
      Finding.Evidence evidence,
      String message,
      String mend) {
    Ruling ruling = rules.decide(subject, place);
    if (ruling.decision() == Decision.ALLOW && ruling.exemption().isEmpty()) {
      return Optional.empty();
    }
    boolean allowed = ruling.decision() == Decision.ALLOW;
    return Optional.of(
        new Finding(
            code,
            severity(ruling.decision()),
            place.artifact(),
            place.path(),
            subject.architecture(),
            feature,
            evidence,
            message,
            Optional.of(ruling.decider()),
            ruling.exemption(),
            allowed ? "" : mend,
            allowed ? Optional.empty() : Optional.of(waiver(subject, place))));
  }

  /** What there is to say of the waivers themselves, once everything else was judged. */
  List<Finding> aboutWaivers(LocalDate today) {
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : rules.expired()) {
      Rule.Waiver waiver = rule.waiver().orElseThrow();
      findings.add(
          aboutRule(
              FindingCode.EXPIRED_WAIVER,
              Severity.ERROR,
              rule,
              "The waiver for `%s` `%s` of %s ended on %s; today is %s."
                  .formatted(
                      waiver.artifact(), waiver.path(), waiver.owner(), waiver.until(), today),
              "Remove it, or let its owner give a new date."));
    }
    for (Rule rule : rules.unused()) {
      Rule.Waiver waiver = rule.waiver().orElseThrow();
      findings.add(
          aboutRule(
              FindingCode.UNUSED_WAIVER,
              Severity.WARNING,
              rule,
              "The waiver for `%s` `%s` of %s decides nothing in this build."
                  .formatted(waiver.artifact(), waiver.path(), waiver.owner()),
              "Remove it, or correct its patterns."));
    }
    return findings;
  }

  private Finding aboutRule(
      FindingCode code, Severity severity, Rule rule, String message, String mend) {
    return new Finding(
        code,
        severity,
        Optional.empty(),
        source.name() + ":" + source.position(rule.span().offset()),
        rule.architecture(),
        Optional.empty(),
        Finding.Evidence.NONE,
        message,
        Optional.of(new Decider.ByRule(source, rule)),
        Optional.empty(),
        mend,
        Optional.empty());
  }

  private static String waiver(Subject subject, Place place) {
    return "allow %s in \"%s\" \"%s\" because \"…\" owner \"…\" until YYYY-MM-DD;"
        .formatted(subject.text(), place.owner(), place.inside());
  }

  private static Severity severity(Decision decision) {
    return switch (decision) {
      case DENY -> Severity.ERROR;
      case WARN -> Severity.WARNING;
      case ALLOW -> Severity.NOTE;
    };
  }
}
