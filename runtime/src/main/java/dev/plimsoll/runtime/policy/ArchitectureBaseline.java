package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.List;

/**
 * A baseline on one architecture.
 *
 * @param architecture such as {@code x86_64}
 * @param words the words that a held program sees at most
 * @param features everything the baseline contains, closed under prerequisites, sorted
 * @param unknowable those of the features that neither a word nor {@code /proc/cpuinfo} shows
 * @param minimal those of the features that no other one of them implies
 */
public record ArchitectureBaseline(
    String architecture,
    HwcapWords words,
    List<String> features,
    List<String> unknowable,
    List<String> minimal) {

  public ArchitectureBaseline {
    features = sorted(features);
    unknowable = sorted(unknowable);
    minimal = sorted(minimal);
  }

  /** A baseline whose every feature counts as minimal. */
  public ArchitectureBaseline(
      String architecture, HwcapWords words, List<String> features, List<String> unknowable) {
    this(architecture, words, features, unknowable, features);
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().distinct().toList();
  }
}
