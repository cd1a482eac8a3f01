package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.source.Span;
import java.util.HashMap;
import java.util.Map;

/** Finds what is said a second time where it may be said once. */
final class Duplicates {
  private final Findings findings;
  private final Map<String, Span> first = new HashMap<>();

  Duplicates(Findings findings) {
    this.findings = findings;
  }

  /**
   * Whether this is the first of its kind; a later one is a finding that shows both.
   *
   * @param key what may be there once
   * @param what how the message calls it
   */
  boolean isFirst(String key, Span span, String what) {
    Span earlier = first.putIfAbsent(key, span);
    if (earlier != null) {
      findings.add(
          findings
              .at(PolicyCode.DUPLICATE, span, what + " is already there.")
              .withRelated(earlier, "the first is here"));
    }
    return earlier == null;
  }
}
