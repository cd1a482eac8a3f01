package dev.plimsoll.compiler.catalog;

import java.util.List;
import java.util.Set;

/**
 * Uses of features that a switch leaves.
 *
 * @param where which code still uses them
 * @param closedBy alternatives, each of them ids of switches that have to be off besides
 */
public record KnobLeak(
    Set<String> features, String where, List<List<String>> closedBy, String source) {
  public KnobLeak {
    features = Set.copyOf(features);
    closedBy = closedBy.stream().map(List::copyOf).toList();
  }
}
