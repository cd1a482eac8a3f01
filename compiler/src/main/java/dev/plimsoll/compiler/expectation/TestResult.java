package dev.plimsoll.compiler.expectation;

import dev.plimsoll.dsl.source.Span;
import java.util.Comparator;
import java.util.List;

/** What came of one test. */
public record TestResult(String title, Span span, List<ExpectationResult> expectations) {
  public TestResult {
    expectations = List.copyOf(expectations);
  }

  /** The worst of its expectations; a test that expects nothing was not evaluated. */
  public TestStatus status() {
    return expectations.stream()
        .map(ExpectationResult::status)
        .max(Comparator.naturalOrder())
        .orElse(TestStatus.ERROR);
  }
}
