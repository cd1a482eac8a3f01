package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.expectation.ExpectationResult;
import dev.plimsoll.compiler.expectation.TestRunner;
import dev.plimsoll.compiler.expectation.TestStatus;
import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Expectation;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.PolicyTest;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.compiler.policy.RuleSet;
import dev.plimsoll.compiler.policy.Seal;
import dev.plimsoll.compiler.seal.ResolvedSets;
import dev.plimsoll.dsl.source.SourceFile;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a policy holds that needs no deciding: its exceptions, its seals, what a fleet carries. */
final class PolicyInventory {
  private final Policy policy;
  private final LocalDate today;

  PolicyInventory(Policy policy, LocalDate today) {
    this.policy = policy;
    this.today = today;
  }

  /** The exceptions of a baseline's rules with their state; one answer if there is none. */
  List<Answer> waivers(Baseline baseline) {
    List<Answer> answers =
        policy.rules(baseline.name()).map(RuleSet::rules).orElse(List.of()).stream()
            .flatMap(rule -> rule.waiver().map(w -> waiver(baseline, rule, w)).stream())
            .toList();
    return answers.isEmpty()
        ? List.of(
            new Answer.Derived("Baseline `" + baseline.name() + "` has no exceptions.", List.of()))
        : answers;
  }

  private Answer waiver(Baseline baseline, Rule rule, Rule.Waiver waiver) {
    long days = ChronoUnit.DAYS.between(today, waiver.until());
    String state =
        days < 0
            ? "ended on " + waiver.until() + "; today is " + today
            : "holds until "
                + waiver.until()
                + (days == 0 ? ", which is today" : ", " + days(days));
    return new Answer.Decided(
        "exception in " + waiver.artifact() + " " + waiver.path() + ", owner " + waiver.owner(),
        baseline.name(),
        state,
        PolicyQuestions.line(policy.source(), rule.span(), rule.because()),
        List.of());
  }

  private static String days(long days) {
    return days == 1 ? "1 day more" : days + " days more";
  }

  /** Whether the baseline is sealed. A broken seal is an error, so a seal that is there holds. */
  Answer seal(Baseline baseline) {
    SourceFile source = policy.declaring(baseline.name()).orElse(policy).source();
    Optional<Seal> seal = baseline.seal();
    return new Answer.Derived(
        seal.isPresent()
            ? "Baseline `%s` is sealed, and resolves to what was sealed.".formatted(baseline.name())
            : "Baseline `%s` is not sealed; its seal would be %s."
                .formatted(baseline.name(), ResolvedSets.of(baseline).digest()),
        List.of(
            seal.map(s -> new Reason(source, s.span(), "the seal"))
                .orElseGet(() -> new Reason(source, baseline.span(), "declared without one"))));
  }

  /** Whether a fleet carries a baseline, as a test of the policy would find. */
  Answer carries(String fleet, String baseline) {
    Expectation expected =
        new Expectation.Carries(fleet, baseline, policy.fleet(fleet).orElseThrow().span());
    Policy asked =
        new Policy(
            policy.name(),
            policy.documentation(),
            policy.source(),
            policy.fleets(),
            policy.baselines(),
            policy.holds(),
            policy.ruleSets(),
            List.of(new PolicyTest("question", List.of(expected), expected.span())),
            policy.imports());
    ExpectationResult result = TestRunner.run(asked).tests().get(0).expectations().get(0);
    String names = "`" + fleet + "` carries `" + baseline + "`";
    return result.status() == TestStatus.PASS
        ? new Answer.Derived("Fleet " + names + ".", List.of())
        : new Answer.Derived(
            "Not so that fleet " + names + ": " + result.actual() + ".", result.reasons());
  }
}
