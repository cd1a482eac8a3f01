package dev.plimsoll.compiler.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The features of one architecture in order of name, what each needs and what needs it. A set of
 * features is an array of bits, one per feature at its index.
 */
final class FeatureLattice {
  private final List<Feature> features;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final long[][] needed;
  private final long[][] needing;

  /**
   * A lattice of closed sets.
   *
   * @throws IllegalStateException if a name means two features, a prerequisite is no feature, or
   *     features need each other
   */
  FeatureLattice(List<Feature> unordered) {
    features = unordered.stream().sorted().toList();
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      indexes.put(feature.name(), i);
      name(feature.name(), i);
      for (String alias : feature.aliases()) {
        name(alias, i);
      }
    }
    needed = new long[features.size()][];
    needing = new long[features.size()][words()];
    for (int i = 0; i < features.size(); i++) {
      needs(i, new ArrayList<>());
    }
    for (int i = 0; i < features.size(); i++) {
      for (int j = 0; j < features.size(); j++) {
        if (has(needed[i], j)) {
          add(needing[j], i);
        }
      }
    }
  }

  private void name(String name, int index) {
    Integer other = names.put(name, index);
    if (other != null) {
      throw new IllegalStateException(
          name + " means " + features.get(other) + " and " + features.get(index));
    }
  }

  private long[] needs(int index, List<Feature> path) {
    if (needed[index] == null) {
      Feature feature = features.get(index);
      if (path.contains(feature)) {
        throw new IllegalStateException("features need each other: " + path);
      }
      path.add(feature);
      long[] closure = new long[words()];
      add(closure, index);
      for (String name : feature.prerequisites()) {
        Integer prerequisite = indexes.get(name);
        if (prerequisite == null) {
          throw new IllegalStateException(feature + " needs " + name + ", which is no feature");
        }
        unite(closure, needs(prerequisite, path));
      }
      path.remove(path.size() - 1);
      needed[index] = closure;
    }
    return needed[index];
  }

  List<Feature> features() {
    return features;
  }

  Optional<Feature> byName(String nameOrAlias) {
    return Optional.ofNullable(names.get(nameOrAlias)).map(features::get);
  }

  /** The index of a canonical name, -1 for any other. */
  int index(String name) {
    return indexes.getOrDefault(name, -1);
  }

  /** How many longs a set takes. */
  int words() {
    return (features.size() + Long.SIZE - 1) / Long.SIZE;
  }

  /** A feature with all that it needs. */
  long[] needed(int index) {
    return needed[index];
  }

  /** A feature with all that needs it. */
  long[] needing(int index) {
    return needing[index];
  }

  List<Feature> list(long[] bits) {
    List<Feature> list = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      if (has(bits, i)) {
        list.add(features.get(i));
      }
    }
    return list;
  }

  static boolean has(long[] bits, int index) {
    return (bits[index / Long.SIZE] & 1L << index) != 0;
  }

  static void add(long[] bits, int index) {
    bits[index / Long.SIZE] |= 1L << index;
  }

  static void unite(long[] set, long[] more) {
    for (int i = 0; i < set.length; i++) {
      set[i] |= more[i];
    }
  }

  static void subtract(long[] set, long[] less) {
    for (int i = 0; i < set.length; i++) {
      set[i] &= ~less[i];
    }
  }
}
