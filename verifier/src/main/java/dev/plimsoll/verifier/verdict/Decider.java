package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.dsl.source.Position;
import dev.plimsoll.dsl.source.SourceFile;

/** What decided about a finding. */
public sealed interface Decider {

  /** In one line, e.g. {@code deny dispatch unknown (app.plimsoll:12)}. */
  String describe();

  /** A rule of the policy. */
  record ByRule(SourceFile source, Rule rule) implements Decider {

    /** The rule as it stands in the policy, on one line. */
    public String text() {
      return source.text(rule.span()).strip().replaceAll("\\s+", " ");
    }

    public Position position() {
      return source.position(rule.span().offset());
    }

    @Override
    public String describe() {
      String text = text();
      String shown = text.length() > 80 ? text.substring(0, 79) + "…" : text;
      return shown + " (" + source.name() + ":" + position().line() + ")";
    }
  }

  /** No rule, so the stated default. */
  record ByDefault(RuleDefault value, String subject) implements Decider {
    @Override
    public String describe() {
      return "no rule on " + subject + ", and the default is " + value.text();
    }
  }
}
