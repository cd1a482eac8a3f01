package dev.plimsoll.compiler.knob;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.catalog.KnobComponent;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.Residual;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Resolves what a policy holds by knobs. What is withheld is everything that the catalogue knows
 * and the baseline does not contain: since a baseline is closed under prerequisites, this is closed
 * under dependents, whatever a single machine has.
 */
public final class KnobPlanner {
  private static final String ALL = "all";
  private static final String OFF = "off";

  private final KnobCatalog catalog;

  public KnobPlanner(KnobCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The plan for one architecture.
   *
   * @param baseline what remains
   * @param versions of components, as far as they are known
   */
  public KnobPlan plan(FeatureSet baseline, Hold hold, Map<String, String> versions) {
    Architecture architecture = baseline.architecture();
    SortedSet<String> withheld = withheld(baseline);
    Findings findings = new Findings(withheld);
    for (KnobComponent component : catalog.components()) {
      boolean named = hold.knobs().contains(component.name());
      if (named || hold.knobs().contains(ALL)) {
        component(component, architecture, named, hold, versions, findings);
      }
    }
    return findings.plan(architecture.name(), catalog.notes(architecture));
  }

  /** What the catalogue knows and a baseline does not contain. */
  public static SortedSet<String> withheld(FeatureSet baseline) {
    FeatureSet left = baseline.plus(baseline.architecture().baseSet());
    SortedSet<String> names = new TreeSet<>();
    for (Feature feature : baseline.architecture().features()) {
      if (feature.kind() == Feature.Kind.USER && !left.contains(feature)) {
        names.add(feature.name());
      }
    }
    return names;
  }

  private void component(
      KnobComponent component,
      Architecture architecture,
      boolean named,
      Hold hold,
      Map<String, String> versions,
      Findings findings) {
    SortedSet<String> withheld = findings.withheld();
    List<Knob> records =
        catalog.of(component.name(), architecture).stream()
            .filter(knob -> named || knob.kind() != Knob.Kind.OUTSIDE)
            .toList();
    if (named && records.isEmpty()) {
      Miss miss = new Miss(Residual.Reason.NOT_STATED, "no record on " + architecture.name());
      Map<String, Miss> all = new TreeMap<>();
      withheld.forEach(feature -> all.put(feature, miss));
      findings.leave(component.name(), all);
    }
    records.stream()
        .collect(Collectors.groupingBy(Knob::part, LinkedHashMap::new, Collectors.toList()))
        .values()
        .forEach(part -> new PartPlan(part, hold, versions, findings).resolve(withheld));
  }

  static boolean holdsWords(Hold hold) {
    return !hold.words().equals(OFF);
  }
}
