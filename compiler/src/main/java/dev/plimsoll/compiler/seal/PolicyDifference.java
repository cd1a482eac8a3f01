package dev.plimsoll.compiler.seal;

import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.seal.SetsDifference.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a change of a policy adds and removes. How it is written, and in which order, makes no
 * difference.
 *
 * @param baselines those that differ, by name
 * @param parts by kind what else differs, in the order of {@link Kind}
 */
public record PolicyDifference(List<OfBaseline> baselines, SortedMap<Kind, List<OfPart>> parts) {
  public PolicyDifference {
    baselines = List.copyOf(baselines);
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /** What a policy has beside baselines. */
  public enum Kind {
    FLEET,
    HOLD,
    RULES,
    TEST
  }

  /**
   * One fleet, block or test that differs.
   *
   * @param name the fleet, the baseline that the block is for, or the test's title
   */
  public record OfPart(String name, Change change, List<Item> items) {
    public OfPart {
      items = List.copyOf(items);
    }
  }

  /**
   * Something that differs in it. Of a node that is new or gone, features are not listed: what it
   * does to the fleet is an item of its own.
   *
   * @param subject such as {@code node m7i}, {@code common on x86_64}, {@code words}; empty where
   *     the part itself is meant
   */
  public record Item(String subject, Change change, List<String> added, List<String> removed) {
    public Item {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  /** One baseline that differs. */
  public record OfBaseline(String name, Change change, SetsDifference sets) {}

  public static PolicyDifference between(Policy before, Policy after) {
    Map<String, ResolvedSets> old = resolved(before);
    Map<String, ResolvedSets> now = resolved(after);
    List<OfBaseline> differences = new ArrayList<>();
    for (String name : SetsDifference.union(old.keySet(), now.keySet())) {
      Change change = Change.of(old.containsKey(name), now.containsKey(name));
      SetsDifference sets =
          SetsDifference.between(
              old.getOrDefault(name, ResolvedSets.NONE), now.getOrDefault(name, ResolvedSets.NONE));
      if (change != Change.CHANGED || !sets.isEmpty()) {
        differences.add(new OfBaseline(name, change, sets));
      }
    }
    SortedMap<Kind, List<OfPart>> parts = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      parts.put(kind, parts(PolicyFacts.of(kind, before), PolicyFacts.of(kind, after)));
    }
    return new PolicyDifference(differences, parts);
  }

  public boolean isEmpty() {
    return baselines.isEmpty() && parts.values().stream().allMatch(List::isEmpty);
  }

  private static List<OfPart> parts(
      SortedMap<String, SortedMap<String, PolicyFacts.Facts>> old,
      SortedMap<String, SortedMap<String, PolicyFacts.Facts>> now) {
    List<OfPart> parts = new ArrayList<>();
    for (String name : SetsDifference.union(old.keySet(), now.keySet())) {
      List<Item> items =
          items(
              old.getOrDefault(name, Collections.emptySortedMap()),
              now.getOrDefault(name, Collections.emptySortedMap()));
      Change change = Change.of(old.containsKey(name), now.containsKey(name));
      if (change != Change.CHANGED || !items.isEmpty()) {
        parts.add(new OfPart(name, change, items));
      }
    }
    return parts;
  }

  private static List<Item> items(
      SortedMap<String, PolicyFacts.Facts> old, SortedMap<String, PolicyFacts.Facts> now) {
    List<Item> items = new ArrayList<>();
    for (String subject : SetsDifference.union(old.keySet(), now.keySet())) {
      PolicyFacts.Facts was = old.getOrDefault(subject, PolicyFacts.Facts.NONE);
      PolicyFacts.Facts is = now.getOrDefault(subject, PolicyFacts.Facts.NONE);
      Change change = Change.of(old.containsKey(subject), now.containsKey(subject));
      List<String> added = new ArrayList<>(SetsDifference.minus(is.stated(), was.stated()));
      List<String> removed = new ArrayList<>(SetsDifference.minus(was.stated(), is.stated()));
      if (change == Change.CHANGED) {
        added.addAll(SetsDifference.minus(is.features(), was.features()));
        removed.addAll(SetsDifference.minus(was.features(), is.features()));
      }
      if (change != Change.CHANGED || !added.isEmpty() || !removed.isEmpty()) {
        items.add(new Item(subject, change, added, removed));
      }
    }
    return items;
  }

  private static SortedMap<String, ResolvedSets> resolved(Policy policy) {
    SortedMap<String, ResolvedSets> resolved = new TreeMap<>();
    for (Baseline baseline : policy.governed()) {
      resolved.put(baseline.name(), ResolvedSets.of(baseline));
    }
    return resolved;
  }
}
