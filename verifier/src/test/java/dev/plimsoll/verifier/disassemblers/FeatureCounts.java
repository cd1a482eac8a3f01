package dev.plimsoll.verifier.disassemblers;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** By features, how many instructions need them here, and how many in a tool's opinion. */
final class FeatureCounts {

  /** How often features are needed. */
  record Times(long here, long there) {
    private Times plus(Times more) {
      return new Times(here + more.here, there + more.there);
    }
  }

  private final SortedMap<String, Times> counts = new TreeMap<>();

  void add(String features, long here, long there) {
    counts.merge(features, new Times(here, there), Times::plus);
  }

  void addAll(FeatureCounts more) {
    more.counts.forEach((features, times) -> counts.merge(features, times, Times::plus));
  }

  Map<String, Times> byFeatures() {
    return counts;
  }
}
