package dev.plimsoll.compiler.knob;

import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Merged;
import dev.plimsoll.runtime.knob.Residual;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what becomes of features, and puts like with like. */
final class Findings {
  private final SortedSet<String> withheld;
  private final List<KnobSetting> settings = new ArrayList<>();
  private final List<Holding> holdings = new ArrayList<>();
  private final List<Holding> unused = new ArrayList<>();
  private final Set<KnobPlan.Collateral> collateral = new LinkedHashSet<>();
  private final List<Residual> residual = new ArrayList<>();

  Findings(SortedSet<String> withheld) {
    this.withheld = Collections.unmodifiableSortedSet(withheld);
  }

  /** Everything that the policy withholds. */
  SortedSet<String> withheld() {
    return withheld;
  }

  /** Adds a setting, to one of the same place if there is one. */
  void set(KnobSetting setting) {
    for (int i = 0; i < settings.size(); i++) {
      KnobSetting other = settings.get(i);
      if (isSamePlace(setting, other)
          && setting.encoder().merge(setting.board(), other.value(), List.of(), setting.value())
              instanceof Merged.Value both) {
        settings.set(i, other.withValue(both.text()));
        return;
      }
    }
    settings.add(setting);
  }

  private static boolean isSamePlace(KnobSetting one, KnobSetting other) {
    return one.encoder().isAdditive()
        && one.component().equals(other.component())
        && one.name().equals(other.name())
        && one.board().argument().equals(other.board().argument());
  }

  void lose(KnobPlan.Collateral lost) {
    collateral.add(lost);
  }

  /** Features that a record holds. */
  void hold(Knob knob, Set<String> features, String how, boolean unverified) {
    Map<Evidence, Set<String>> byEvidence = new TreeMap<>();
    for (String feature : features) {
      byEvidence.computeIfAbsent(knob.evidence(feature), e -> new TreeSet<>()).add(feature);
    }
    byEvidence.forEach(
        (evidence, names) ->
            holdings.add(
                new Holding(
                    knob.component(), knob.id(), List.copyOf(names), how, evidence, unverified)));
  }

  /** Features that the component never uses. */
  void unused(Knob knob, Set<String> features, boolean unverified) {
    if (!features.isEmpty()) {
      unused.add(
          new Holding(
              knob.component(),
              knob.id(),
              List.copyOf(new TreeSet<>(features)),
              "not used",
              Evidence.DOCUMENTED,
              unverified));
    }
  }

  /** Features that are not reached, each with its reason. */
  void leave(String component, Map<String, Miss> misses) {
    Map<Miss, Set<String>> alike = new TreeMap<>();
    misses.forEach(
        (feature, miss) -> alike.computeIfAbsent(miss, m -> new TreeSet<>()).add(feature));
    alike.forEach(
        (miss, features) ->
            residual.add(
                new Residual(component, List.copyOf(features), miss.reason(), miss.detail())));
  }

  KnobPlan plan(String architecture, List<String> notes) {
    return new KnobPlan(
        architecture,
        List.copyOf(withheld),
        settings,
        holdings,
        unused,
        List.copyOf(collateral),
        residual,
        notes);
  }
}
