package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/** A test that stands in a policy. */
public record PolicyTest(String title, List<Expectation> expectations, Span span) {
  public PolicyTest {
    expectations = List.copyOf(expectations);
  }
}
