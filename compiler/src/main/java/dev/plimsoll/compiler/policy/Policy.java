package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
    List<RuleSet> ruleSets,
    List<PolicyTest> tests) {

  public Policy {
    fleets = List.copyOf(fleets);
    baselines = List.copyOf(baselines);
    holds = List.copyOf(holds);
    ruleSets = List.copyOf(ruleSets);
    tests = List.copyOf(tests);
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

  /** The fleet of that name. */
  public Optional<Fleet> fleet(String fleet) {
    return fleets.stream().filter(f -> f.name().equals(fleet)).findFirst();
  }

  /** How the baseline of that name is held, if the policy says so. */
  public Optional<Hold> hold(String baseline) {
    return holds.stream().filter(h -> h.baseline().equals(baseline)).findFirst();
  }

  /** The rules for the baseline of that name, if the policy has any. */
  public Optional<RuleSet> rules(String baseline) {
    return ruleSets.stream().filter(r -> r.baseline().equals(baseline)).findFirst();
  }

  /**
   * The baselines that a host may be meant to be held to: the one of that name; without a name
   * those that have a hold, or all if none has.
   */
  public List<Baseline> toHold(Optional<String> chosen) {
    return chosen(chosen, b -> hold(b.name()).isPresent());
  }

  /**
   * The baselines that a build is verified against: the one of that name; without a name those that
   * have rules, or all if none has.
   */
  public List<Baseline> toVerify(Optional<String> chosen) {
    return chosen(chosen, b -> rules(b.name()).isPresent());
  }

  private List<Baseline> chosen(Optional<String> name, Predicate<Baseline> preferred) {
    if (name.isPresent()) {
      return baseline(name.get()).stream().toList();
    }
    List<Baseline> some = baselines.stream().filter(preferred).toList();
    return some.isEmpty() ? baselines : some;
  }

  /** How a baseline is held: as the policy says, else by the defaults. */
  public Hold holdOf(Baseline baseline) {
    return hold(baseline.name()).orElseGet(() -> Hold.byDefault(baseline));
  }
}
