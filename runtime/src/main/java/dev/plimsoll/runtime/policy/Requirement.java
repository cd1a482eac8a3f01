package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.host.FeatureNames;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a baseline asks of a machine of one architecture, with the answers that need not be made
 * anew each time.
 *
 * @param shown the features that {@code /proc/cpuinfo} would list
 * @param told the bits of those that words alone show
 * @param answers the answer where a machine has all that it tells, by {@link #answer}'s index
 */
record Requirement(
    String architecture,
    ArchitectureBaseline on,
    FeatureNames shown,
    HwcapWords told,
    List<Carried> answers) {

  static Requirement of(String baseline, ArchitectureBaseline on) {
    List<String> shown = new ArrayList<>(on.features());
    shown.removeAll(on.unknowable());
    shown.removeAll(on.told().keySet());
    HwcapWords told = HwcapWords.NONE;
    for (HwcapWords bits : on.told().values()) {
      told = told.or(bits);
    }
    List<Carried> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<String> unknown = new ArrayList<>(on.features());
      if ((i & 1) != 0) {
        unknown.removeAll(shown);
      }
      if ((i & 2) != 0) {
        unknown.removeAll(on.told().keySet());
      }
      answers.add(new Carried(baseline, on.architecture(), unknown));
    }
    return new Requirement(
        on.architecture(), on, FeatureNames.needed(shown), told, List.copyOf(answers));
  }

  /** The answer where a machine has all that it tells. */
  Carried answer(Host host) {
    return answers.get((host.features().isPresent() ? 1 : 0) + (host.words().isPresent() ? 2 : 0));
  }

  /** Whether a machine has all that it tells; allocates nothing. */
  boolean isMetBy(Host host) {
    Optional<SortedSet<String>> has = host.features();
    if (has.isPresent() && !has.get().containsAll(shown)) {
      return false;
    }
    return told.isEmpty() || host.words().isEmpty() || host.words().get().containsAll(told);
  }
}
