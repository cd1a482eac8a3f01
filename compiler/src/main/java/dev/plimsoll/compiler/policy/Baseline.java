package dev.plimsoll.compiler.policy;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.dsl.source.Span;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a workload may use, per architecture.
 *
 * @param sets the closed feature set of each architecture that the baseline names, by its name
 * @param derivations how each set came about
 * @param seal what it is fixed to, if the policy says so
 */
public record Baseline(
    String name,
    String documentation,
    SortedMap<String, FeatureSet> sets,
    SortedMap<String, Derivation> derivations,
    Optional<Seal> seal,
    Span span) {

  public Baseline {
    sets = Collections.unmodifiableSortedMap(new TreeMap<>(sets));
    derivations = Collections.unmodifiableSortedMap(new TreeMap<>(derivations));
  }

  /** The same for the runtime: names and words in place of sets. */
  public HeldBaseline held() {
    HeldBaseline.Builder held = HeldBaseline.named(name);
    sets.forEach(
        (architecture, set) ->
            held.on(
                architecture,
                HwcapWords.of(set.architecture().wordsOf(set)),
                names(set.features()),
                names(set.minimal()),
                names(set.unseen()),
                told(set)));
    return held.build();
  }

  private static Map<String, HwcapWords> told(FeatureSet set) {
    return set.told().stream()
        .collect(
            Collectors.toMap(
                Feature::name, feature -> HwcapWords.of(set.architecture().bitsOf(feature))));
  }

  private static List<String> names(List<Feature> features) {
    return features.stream().map(Feature::name).toList();
  }
}
