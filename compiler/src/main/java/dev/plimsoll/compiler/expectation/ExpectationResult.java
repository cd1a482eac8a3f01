package dev.plimsoll.compiler.expectation;

import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.dsl.source.Span;
import java.util.List;

/**
 * What came of one line of a test.
 *
 * @param text the line as it stands in the policy, without {@code expect}
 * @param expected what should be so; empty if it is
 * @param actual what is so instead; empty if it passed
 * @param reasons the lines that decided, the last of them in the end; empty if it passed
 */
public record ExpectationResult(
    TestStatus status,
    Span span,
    String text,
    String expected,
    String actual,
    List<Reason> reasons) {
  public ExpectationResult {
    reasons = List.copyOf(reasons);
  }
}
