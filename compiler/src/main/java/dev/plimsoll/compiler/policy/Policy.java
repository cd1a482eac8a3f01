package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A resolved policy: every name looked up, every set closed under prerequisites.
 *
 * @param name the fully qualified name, which is also the name of the generated class; empty if the
 *     file is a library, which names no policy and is there to be imported
 * @param documentation the text of the doc comment, empty if there is none
 * @param source the file that declares it
 * @param fleets those that the file declares itself
 * @param baselines those that the file declares itself
 * @param imports the files that it imports, in the order of the text; it sees the fleets and
 *     baselines that they declare, not their rules, holds, tests and imports
 */
public record Policy(
    String name,
    String documentation,
    SourceFile source,
    List<Fleet> fleets,
    List<Baseline> baselines,
    List<Hold> holds,
    List<RuleSet> ruleSets,
    List<PolicyTest> tests,
    List<Policy> imports) {

  public Policy {
    fleets = List.copyOf(fleets);
    baselines = List.copyOf(baselines);
    holds = List.copyOf(holds);
    ruleSets = List.copyOf(ruleSets);
    tests = List.copyOf(tests);
    imports = List.copyOf(imports);
  }

  /** Whether it names no policy, so that no class is made of it. */
  public boolean isLibrary() {
    return name.isEmpty();
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

  /** The baseline of that name, declared here or imported. */
  public Optional<Baseline> baseline(String baseline) {
    return files()
        .flatMap(p -> p.baselines.stream())
        .filter(b -> b.name().equals(baseline))
        .findFirst();
  }

  /** The fleet of that name, declared here or imported. */
  public Optional<Fleet> fleet(String fleet) {
    return visibleFleets().stream().filter(f -> f.name().equals(fleet)).findFirst();
  }

  /** The file that declares the baseline of that name: this one or one that it imports. */
  public Optional<Policy> declaring(String baseline) {
    return files()
        .filter(p -> p.baselines.stream().anyMatch(b -> b.name().equals(baseline)))
        .findFirst();
  }

  /** The file that declares the fleet of that name: this one or one that it imports. */
  public Optional<Policy> declaringFleet(String fleet) {
    return files().filter(p -> p.fleets.stream().anyMatch(f -> f.name().equals(fleet))).findFirst();
  }

  /** The fleets that it declares, then those that it imports. */
  public List<Fleet> visibleFleets() {
    return files().flatMap(p -> p.fleets.stream()).toList();
  }

  /**
   * The baselines that the policy is about: those that it declares, then those imported ones that
   * it holds or has rules for.
   */
  public List<Baseline> governed() {
    List<Baseline> governed = new ArrayList<>(baselines);
    Set<String> named = new HashSet<>();
    holds.forEach(hold -> named.add(hold.baseline()));
    ruleSets.forEach(rules -> named.add(rules.baseline()));
    imports.stream()
        .flatMap(p -> p.baselines.stream())
        .filter(b -> named.contains(b.name()))
        .forEach(governed::add);
    return governed;
  }

  private Stream<Policy> files() {
    return Stream.concat(Stream.of(this), imports.stream());
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
    List<Baseline> governed = governed();
    List<Baseline> some = governed.stream().filter(preferred).toList();
    return some.isEmpty() ? governed : some;
  }

  /** How a baseline is held: as the policy says, else by the defaults. */
  public Hold holdOf(Baseline baseline) {
    return hold(baseline.name()).orElseGet(() -> Hold.byDefault(baseline));
  }
}
