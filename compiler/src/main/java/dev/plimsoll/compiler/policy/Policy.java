package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * A resolved policy: every name looked up, every set closed under prerequisites.
 *
 * @param name the fully qualified name, which is also the name of the generated class
 * @param documentation the text of the doc comment, empty if there is none
 * @param source the file that declares it
 */
public record Policy(
    String name,
    String documentation,
    SourceFile source,
    List<Fleet> fleets,
    List<Baseline> baselines,
    List<Hold> holds,
    List<RuleSet> ruleSets) {

  public Policy {
    fleets = List.copyOf(fleets);
    baselines = List.copyOf(baselines);
    holds = List.copyOf(holds);
    ruleSets = List.copyOf(ruleSets);
  }

  /** The part of the name before the last dot; empty if there is none. */
  public String packageName() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /** The part of the name after the last dot. */
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The baseline of that name. */
  public Optional<Baseline> baseline(String baseline) {
    return baselines.stream().filter(b -> b.name().equals(baseline)).findFirst();
  }

  /** How the baseline of that name is held, if the policy says so. */
  public Optional<Hold> hold(String baseline) {
    return holds.stream().filter(h -> h.baseline().equals(baseline)).findFirst();
  }

  /** The rules for the baseline of that name, if the policy has any. */
  public Optional<RuleSet> rules(String baseline) {
    return ruleSets.stream().filter(r -> r.baseline().equals(baseline)).findFirst();
  }
}
