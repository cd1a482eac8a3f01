package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/** The rules for builds that are verified against a baseline. */
public record RuleSet(String baseline, List<Rule> rules, Span span) {
  public RuleSet {
    rules = List.copyOf(rules);
  }
}
