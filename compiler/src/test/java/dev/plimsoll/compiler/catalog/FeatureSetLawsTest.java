package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws of a lattice of closed sets, over every pair of sets that few related features make: the
 * features of every architecture in small groups of relatives, and larger groups chosen by hand.
 */
class FeatureSetLawsTest {
  private static final Architecture X86 = IsaCatalog.load().architecture("x86_64").orElseThrow();
  private static final Architecture ARM = IsaCatalog.load().architecture("aarch64").orElseThrow();

  private static final int GROUP = 5;

  /** Groups whose members need each other in chains, forks and joins, or not at all. */
  static Stream<List<Feature>> relatedFeatures() {
    Stream<List<Feature>> everything =
        IsaCatalog.load().architectures().stream().flatMap(FeatureSetLawsTest::groups);
    return Stream.concat(everything, groupsByHand());
  }

  /** The features that need others or are needed, each with its nearest relatives. */
  private static Stream<List<Feature>> groups(Architecture architecture) {
    List<List<Feature>> groups = new ArrayList<>();
    Set<Feature> grouped = new LinkedHashSet<>();
    for (Feature start : architecture.features()) {
      Deque<Feature> next = new ArrayDeque<>(List.of(start));
      List<Feature> group = new ArrayList<>();
      while (!next.isEmpty() && group.size() < GROUP) {
        Feature feature = next.remove();
        if (grouped.add(feature)) {
          group.add(feature);
          architecture.features().stream()
              .filter(f -> related(f, feature) || related(feature, f))
              .forEach(next::add);
        }
      }
      if (group.size() > 1) {
        groups.add(group);
      }
    }
    return groups.stream();
  }

  private static boolean related(Feature feature, Feature needed) {
    return feature.prerequisites().contains(needed.name());
  }

  private static Stream<List<Feature>> groupsByHand() {
    return Stream.of(
        features(X86, "xsave", "avx", "avx2", "fma", "avx512f", "avx512vl", "aes", "vaes"),
        features(
            X86, "avx512bw", "avx512_bf16", "avx10.1", "avx10.2", "amx_tile", "amx-avx512", "bmi2"),
        features(ARM, "aes", "pmull", "sve", "sve2", "sveaes", "svepmull", "i8mm", "svei8mm"),
        features(ARM, "bf16", "svebf16", "ebf16", "sveebf16", "sme", "smefa64", "paca", "pacg"));
  }

  @ParameterizedTest
  @MethodSource("relatedFeatures")
  void plusIsTheLeastSetAboveBoth(List<Feature> features) {
    forEachPair(
        features,
        (a, b) -> {
          FeatureSet sum = a.plus(b);
          assertClosed(sum);
          assertThat(sum.containsAll(a) && sum.containsAll(b)).isTrue();
          assertThat(names(sum)).isEqualTo(union(names(a), names(b)));
        });
  }

  @ParameterizedTest
  @MethodSource("relatedFeatures")
  void andIsTheGreatestSetBelowBoth(List<Feature> features) {
    List<FeatureSet> sets = sets(features);
    forEachPair(
        features,
        (a, b) -> {
          FeatureSet common = a.and(b);
          assertClosed(common);
          assertThat(a.containsAll(common) && b.containsAll(common)).isTrue();
          for (FeatureSet lower : sets) {
            if (a.containsAll(lower) && b.containsAll(lower)) {
              assertThat(common.containsAll(lower)).isTrue();
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("relatedFeatures")
  void minusLeavesNothingThatNeedsWhatIsRemoved(List<Feature> features) {
    for (FeatureSet set : sets(features)) {
      for (List<Feature> removed : subsets(features)) {
        FeatureSet rest = set.minus(removed);
        assertClosed(rest);
        assertThat(removed).noneMatch(rest::contains);
        for (Feature gone : set.beyond(rest)) {
          FeatureSet needed = set.architecture().set(List.of(gone));
          assertThat(removed).as("%s went for a reason", gone).anyMatch(needed::contains);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("relatedFeatures")
  void operationsOfALattice(List<Feature> features) {
    forEachPair(
        features,
        (a, b) -> {
          assertThat(a.plus(b)).isEqualTo(b.plus(a)).hasSameHashCodeAs(b.plus(a));
          assertThat(a.and(b)).isEqualTo(b.and(a));
          assertThat(a.plus(a.and(b))).isEqualTo(a);
          assertThat(a.and(a.plus(b))).isEqualTo(a);
        });
  }

  @ParameterizedTest
  @MethodSource("relatedFeatures")
  void theMinimalFeaturesMakeTheSetAgain(List<Feature> features) {
    for (FeatureSet set : sets(features)) {
      assertThat(set.architecture().set(set.minimal())).isEqualTo(set);
      for (Feature one : set.minimal()) {
        List<Feature> others = set.minimal().stream().filter(f -> !f.equals(one)).toList();
        assertThat(set.architecture().set(others).contains(one)).isFalse();
      }
    }
  }

  @Test
  void everyFeatureIsClosedAloneAndRemovedWithWhatNeedsIt() {
    for (Architecture architecture : IsaCatalog.load().architectures()) {
      FeatureSet all = architecture.set(architecture.features());
      for (Feature feature : architecture.features()) {
        assertClosed(architecture.set(List.of(feature)));
        FeatureSet rest = all.minus(List.of(feature));
        assertClosed(rest);
        assertThat(rest.contains(feature)).isFalse();
      }
    }
  }

  @Test
  void minusOfASetKeepsTheBase() {
    FeatureSet v3 = X86.level("x86-64-v3").orElseThrow().set();
    FeatureSet v2 = X86.level("x86-64-v2").orElseThrow().set();
    FeatureSet rest = v3.minus(v2);
    assertThat(rest.containsAll(X86.baseSet())).isTrue();
    assertThat(rest.contains("bmi2")).isTrue();
    assertThat(rest.contains("avx2")).as("avx needs sse4_2").isFalse();
  }

  @Test
  void setsOfDifferentArchitecturesDoNotMix() {
    assertThatThrownBy(() -> X86.baseSet().plus(ARM.baseSet()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("aarch64");
    Feature sve = ARM.feature("sve").orElseThrow();
    assertThatThrownBy(() -> X86.set(List.of(sve)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sve of aarch64 is no feature of x86_64");
  }

  private interface PairCheck {
    void check(FeatureSet a, FeatureSet b);
  }

  private static void forEachPair(List<Feature> features, PairCheck check) {
    List<FeatureSet> sets = sets(features);
    for (FeatureSet a : sets) {
      for (FeatureSet b : sets) {
        check.check(a, b);
      }
    }
  }

  /** The different closed sets that subsets of the features make, the empty one included. */
  private static List<FeatureSet> sets(List<Feature> features) {
    Architecture architecture =
        IsaCatalog.load().architecture(features.get(0).architecture()).orElseThrow();
    return subsets(features).stream().map(architecture::set).distinct().toList();
  }

  private static List<List<Feature>> subsets(List<Feature> features) {
    List<List<Feature>> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << features.size(); bits++) {
      List<Feature> subset = new ArrayList<>();
      for (int i = 0; i < features.size(); i++) {
        if ((bits & 1 << i) != 0) {
          subset.add(features.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  private static void assertClosed(FeatureSet set) {
    for (Feature feature : set.features()) {
      for (String needed : feature.prerequisites()) {
        if (!set.contains(needed)) {
          throw new AssertionError(set + " has " + feature + " and lacks " + needed);
        }
      }
    }
  }

  private static List<Feature> features(Architecture architecture, String... names) {
    return Stream.of(names).map(n -> architecture.feature(n).orElseThrow()).toList();
  }

  private static Set<String> names(FeatureSet set) {
    return set.features().stream().map(Feature::name).collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    return Stream.concat(a.stream(), b.stream()).collect(Collectors.toSet());
  }
}
