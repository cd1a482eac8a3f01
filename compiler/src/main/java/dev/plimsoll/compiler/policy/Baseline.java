package dev.plimsoll.compiler.policy;

import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.dsl.source.Span;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a workload may use, per architecture.
 *
 * @param sets the closed feature set of each architecture that the baseline names, by its name
 */
public record Baseline(
    String name, String documentation, SortedMap<String, FeatureSet> sets, Span span) {

  public Baseline {
    sets = Collections.unmodifiableSortedMap(new TreeMap<>(sets));
  }
}
