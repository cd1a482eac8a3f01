package dev.plimsoll.runtime.host;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Names of features in their order, for good. Whether one set holds all of another is asked on
 * every decision about a machine, so names that some baseline needs have numbers, and sets are
 * compared as bits.
 *
 * <p>Only names that {@link #needed} was given get a number, so that what machines call themselves
 * cannot fill memory.
 */
@SuppressWarnings("JdkObsolete") // a machine's features are promised as a SortedSet
public final class FeatureNames extends AbstractSet<String> implements SortedSet<String> {
  private static final long[] NO_BITS = {};
  private static final Numbers NUMBERS = new Numbers();

  private final SortedSet<String> names;

  /**
   * The names as bits: first how many numbers were given when they were looked up, then a bit for
   * each of these. Empty if that has not been done, or if a name that is needed has no number. One
   * array, since each step from object to object costs as much as all of the comparison.
   */
  private volatile long[] bits = NO_BITS;

  private FeatureNames(Collection<String> names) {
    this.names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  /** What a machine has. */
  public static FeatureNames of(Collection<String> names) {
    return names instanceof FeatureNames already ? already : new FeatureNames(names);
  }

  /** What a baseline needs: fast to look for in others. */
  public static FeatureNames needed(Collection<String> names) {
    FeatureNames needed = new FeatureNames(names);
    if (NUMBERS.assign(needed.names)) {
      needed.bits = NUMBERS.bitsOf(needed.names);
    }
    return needed;
  }

  /**
   * Whether it holds all of another set that {@link #needed} made; such a question allocates
   * nothing, but for the first after new names got numbers.
   */
  public boolean containsAll(FeatureNames needed) {
    long[] want = needed.bits;
    if (want.length == 0) {
      return names.containsAll(needed.names);
    }
    long[] have = bits;
    if (have.length < want.length || have[0] < want[0]) {
      have = NUMBERS.bitsOf(names);
      bits = have;
    }
    long missing = 0;
    for (int i = 1; i < want.length; i++) {
      missing |= want[i] & ~have[i];
    }
    return missing == 0;
  }

  @Override
  public boolean containsAll(Collection<?> other) {
    return other instanceof FeatureNames that ? containsAll(that) : names.containsAll(other);
  }

  @Override
  public boolean contains(Object name) {
    return names.contains(name);
  }

  @Override
  public Iterator<String> iterator() {
    return names.iterator();
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public @Nullable Comparator<? super String> comparator() {
    return null;
  }

  @Override
  public SortedSet<String> subSet(String from, String to) {
    return names.subSet(from, to);
  }

  @Override
  public SortedSet<String> headSet(String to) {
    return names.headSet(to);
  }

  @Override
  public SortedSet<String> tailSet(String from) {
    return names.tailSet(from);
  }

  @Override
  public String first() {
    return names.first();
  }

  @Override
  public String last() {
    return names.last();
  }

  /** Numbers of names; they are given once and never taken back. */
  private static final class Numbers {
    /** Far more than all architectures have features; beyond it sets are compared by name. */
    private static final int MOST = 1 << 14;

    private final Map<String, Integer> numbers = new HashMap<>();

    /** Gives each name a number that has none; false if there are none left. */
    synchronized boolean assign(Collection<String> names) {
      for (String name : names) {
        if (!numbers.containsKey(name)) {
          if (numbers.size() == MOST) {
            return false;
          }
          numbers.put(name, numbers.size());
        }
      }
      return true;
    }

    synchronized long[] bitsOf(Collection<String> names) {
      int known = numbers.size();
      long[] bits = new long[1 + (known + Long.SIZE - 1) / Long.SIZE];
      bits[0] = known;
      for (String name : names) {
        Integer number = numbers.get(name);
        if (number != null) {
          bits[1 + number / Long.SIZE] |= 1L << number;
        }
      }
      return bits;
    }
  }
}
