package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.compiler.policy.RuleSet;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Refuses policies that are valid and whose class javac would not take: a class file has at most
 * 65535 constants, and each holds at most 65535 bytes (JVM specification, 4.11).
 */
public final class ClassLimits {
  private static final int BASELINES = 5_000;
  private static final int RULES = 4_000;

  /** The most characters of a text or a name. */
  static final int TEXT = 10_000;

  private final Policy policy;
  private final List<Diagnostic> found = new ArrayList<>();

  private ClassLimits(Policy policy) {
    this.policy = policy;
  }

  /** What of the policy is too large for its class. */
  public static List<Diagnostic> check(Policy policy) {
    ClassLimits limits = new ClassLimits(policy);
    if (policy.governed().size() > BASELINES) {
      limits.add(limits.oneTooMany(), "A policy has", BASELINES, "baselines");
    }
    policy.ruleSets().forEach(limits::check);
    return limits.found;
  }

  /** A declared baseline, or else a block that governs an imported one. */
  private Span oneTooMany() {
    return policy.baselines().stream()
        .skip(BASELINES)
        .map(Baseline::span)
        .findFirst()
        .or(() -> policy.ruleSets().stream().map(RuleSet::span).reduce((a, b) -> b))
        .or(() -> policy.holds().stream().map(Hold::span).reduce((a, b) -> b))
        .orElseThrow();
  }

  private void check(RuleSet set) {
    if (set.rules().size() > RULES) {
      add(set.rules().get(RULES).span(), "A `rules` block has", RULES, "rules");
    }
    for (Rule rule : set.rules()) {
      boolean tooLong =
          Stream.of(
                  rule.because().stream(),
                  rule.via().stream(),
                  rule.waiver().stream().flatMap(ClassLimits::texts))
              .flatMap(texts -> texts)
              .anyMatch(text -> text.length() > TEXT);
      if (tooLong) {
        add(rule.span(), "A text has", TEXT, "characters");
      }
    }
  }

  private static Stream<String> texts(Rule.Waiver waiver) {
    return Stream.of(waiver.artifact(), waiver.path(), waiver.because(), waiver.owner());
  }

  private void add(Span span, String whole, int most, String parts) {
    String message = whole + " at most " + most + " " + parts + ", for it becomes a Java class.";
    found.add(Diagnostic.of(PolicyCode.TOO_LARGE.code(), policy.source(), span, message));
  }
}
