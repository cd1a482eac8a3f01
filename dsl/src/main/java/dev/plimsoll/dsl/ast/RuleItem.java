package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** What stands in a {@code rules} block: rules, alone or for one architecture. */
public sealed interface RuleItem {

  Span span();

  /** {@code on aarch64 { allow hint bti; }} */
  record OnArchitecture(Name architecture, List<Rule> rules, Span span) implements RuleItem {
    public OnArchitecture {
      rules = List.copyOf(rules);
    }
  }

  /**
   * {@code allow dispatch cpuid in "…" because "…" owner "…" until 2027-06-30;}
   *
   * @param decision {@code allow}, {@code warn} or {@code deny}
   */
  record Rule(
      Name decision,
      Subject subject,
      Optional<Place> place,
      Optional<Text> because,
      Optional<Text> owner,
      Optional<Name> until,
      Span span)
      implements RuleItem {}

  /**
   * What a rule decides.
   *
   * @param family the first word, e.g. {@code dispatch}
   * @param members the members that are named; empty for the whole family
   * @param via the knob after {@code via}
   * @param above the bound after {@code >}
   */
  record Subject(
      Name family, List<Name> members, Optional<Name> via, Optional<Count> above, Span span) {
    public Subject {
      members = List.copyOf(members);
    }
  }

  /**
   * {@code in "group:artifact" "path"}
   *
   * @param path absent if the rule speaks of every path of the artifact
   */
  record Place(Text artifact, Optional<Text> path, Span span) {}
}
