package dev.plimsoll.compiler.catalog;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * Features of one architecture, closed under prerequisites: what it contains, it contains with all
 * that is needed. The closed sets of an architecture are a lattice with {@link #plus} and {@link
 * #and}.
 *
 * <p>Operations on sets of different architectures throw {@link IllegalArgumentException}.
 */
public final class FeatureSet {
  private final Architecture architecture;
  private final long[] bits;

  /** Takes over an array that is closed already. */
  FeatureSet(Architecture architecture, long[] bits) {
    this.architecture = architecture;
    this.bits = bits;
  }

  public Architecture architecture() {
    return architecture;
  }

  /** What either contains. */
  public FeatureSet plus(FeatureSet other) {
    return combine(other, (mine, theirs) -> mine | theirs);
  }

  /** What both contain. */
  public FeatureSet and(FeatureSet other) {
    return combine(other, (mine, theirs) -> mine & theirs);
  }

  /**
   * Without these features and everything that needs one of them. What they need themselves stays.
   */
  public FeatureSet minus(Collection<Feature> features) {
    FeatureLattice lattice = architecture.lattice();
    long[] rest = bits.clone();
    for (Feature feature : features) {
      FeatureLattice.subtract(rest, lattice.needing(architecture.index(feature)));
    }
    return new FeatureSet(architecture, rest);
  }

  /**
   * Without what the other contains beyond the base ISA, and without everything that needs one of
   * those features.
   */
  public FeatureSet minus(FeatureSet other) {
    requireSame(other);
    return minus(other.beyond(architecture.baseSet()));
  }

  /** Whether it contains the feature of this canonical name. */
  public boolean contains(String name) {
    int index = architecture.lattice().index(name);
    return index >= 0 && FeatureLattice.has(bits, index);
  }

  public boolean contains(Feature feature) {
    return FeatureLattice.has(bits, architecture.index(feature));
  }

  public boolean containsAll(FeatureSet other) {
    requireSame(other);
    return other.beyond(this).isEmpty();
  }

  public boolean isEmpty() {
    return Arrays.stream(bits).allMatch(word -> word == 0);
  }

  /** Everything that it contains, by name. */
  public List<Feature> features() {
    return architecture.lattice().list(bits);
  }

  /** Those features that no other one of them needs; closing them gives this set again. */
  public List<Feature> minimal() {
    FeatureLattice lattice = architecture.lattice();
    return features().stream()
        .filter(
            feature -> {
              long[] needing = lattice.needing(architecture.index(feature)).clone();
              for (int i = 0; i < needing.length; i++) {
                needing[i] &= bits[i];
              }
              return lattice.list(needing).size() == 1;
            })
        .toList();
  }

  /** What it contains and the other does not, by name. These features need not be closed. */
  public List<Feature> beyond(FeatureSet other) {
    requireSame(other);
    long[] rest = bits.clone();
    FeatureLattice.subtract(rest, other.bits());
    return architecture.lattice().list(rest);
  }

  /**
   * What it contains that neither a word of the kernel nor {@code /proc/cpuinfo} shows, by name: no
   * program can see there whether a machine has it.
   */
  public List<Feature> unseen() {
    return features().stream()
        .filter(feature -> feature.shownAs().isEmpty() && !architecture.hasWord(feature))
        .toList();
  }

  /** What it contains that words alone show, by name: {@code /proc/cpuinfo} does not list it. */
  public List<Feature> told() {
    return features().stream()
        .filter(feature -> feature.shownAs().isEmpty() && architecture.hasWord(feature))
        .toList();
  }

  private long[] bits() {
    return bits;
  }

  private FeatureSet combine(FeatureSet other, LongBinaryOperator operator) {
    requireSame(other);
    long[] combined = new long[bits.length];
    Arrays.setAll(combined, i -> operator.applyAsLong(bits[i], other.bits[i]));
    return new FeatureSet(architecture, combined);
  }

  private void requireSame(FeatureSet other) {
    if (!architecture.equals(other.architecture)) {
      throw new IllegalArgumentException(
          "a set for " + other.architecture + " where one for " + architecture + " belongs");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureSet that
        && architecture.equals(that.architecture)
        && Arrays.equals(bits, that.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits) * 31 + architecture.hashCode();
  }

  /** For example {@code aarch64 { aes, fphp }}: the minimal features. */
  @Override
  public String toString() {
    return minimal().stream().map(Feature::name).collect(joining(", ", architecture + " { ", " }"));
  }
}
