package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A baseline on one architecture.
 *
 * @param architecture such as {@code x86_64}
 * @param words the words that a held program sees at most
 * @param features everything the baseline contains, closed under prerequisites, sorted
 * @param unknowable those of the features that neither a word nor {@code /proc/cpuinfo} shows
 * @param minimal those of the features that no other one of them implies
 * @param told those of the features that words show and {@code /proc/cpuinfo} does not, with the
 *     bits that do
 */
public record ArchitectureBaseline(
    String architecture,
    HwcapWords words,
    List<String> features,
    List<String> unknowable,
    List<String> minimal,
    SortedMap<String, HwcapWords> told) {

  public ArchitectureBaseline {
    features = sorted(features);
    unknowable = sorted(unknowable);
    minimal = sorted(minimal);
    told = Collections.unmodifiableSortedMap(new TreeMap<>(told));
  }

  /** A baseline whose every feature counts as minimal. */
  public ArchitectureBaseline(
      String architecture, HwcapWords words, List<String> features, List<String> unknowable) {
    this(architecture, words, features, unknowable, features, new TreeMap<>(Map.of()));
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().distinct().toList();
  }
}
