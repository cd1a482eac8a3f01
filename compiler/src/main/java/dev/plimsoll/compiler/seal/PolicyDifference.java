package dev.plimsoll.compiler.seal;

import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.seal.SetsDifference.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a change of a policy adds to its baselines and removes from them. How a set is written makes
 * no difference.
 *
 * @param baselines those that differ, by name
 */
public record PolicyDifference(List<OfBaseline> baselines) {
  public PolicyDifference {
    baselines = List.copyOf(baselines);
  }

  /** One baseline that differs. */
  public record OfBaseline(String name, Change change, SetsDifference sets) {}

  public static PolicyDifference between(Policy before, Policy after) {
    Map<String, ResolvedSets> old = resolved(before);
    Map<String, ResolvedSets> now = resolved(after);
    SortedSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<OfBaseline> differences = new ArrayList<>();
    for (String name : names) {
      boolean both = old.containsKey(name) && now.containsKey(name);
      Change change = both ? Change.CHANGED : old.containsKey(name) ? Change.REMOVED : Change.ADDED;
      SetsDifference sets =
          SetsDifference.between(
              old.getOrDefault(name, ResolvedSets.NONE), now.getOrDefault(name, ResolvedSets.NONE));
      if (!both || !sets.isEmpty()) {
        differences.add(new OfBaseline(name, change, sets));
      }
    }
    return new PolicyDifference(differences);
  }

  public boolean isEmpty() {
    return baselines.isEmpty();
  }

  private static SortedMap<String, ResolvedSets> resolved(Policy policy) {
    SortedMap<String, ResolvedSets> resolved = new TreeMap<>();
    for (Baseline baseline : policy.governed()) {
      resolved.put(baseline.name(), ResolvedSets.of(baseline));
    }
    return resolved;
  }
}
