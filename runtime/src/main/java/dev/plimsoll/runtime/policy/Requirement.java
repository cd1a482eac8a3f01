package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.host.FeatureNames;
import java.util.ArrayList;
import java.util.List;

/**
 * What a baseline asks of a machine of one architecture, with the answers that need not be made
 * anew each time.
 *
 * @param shown the features that a machine can be asked for
 * @param carried the answer where a machine has them all
 * @param untold the answer where a machine does not tell its features
 */
record Requirement(
    String architecture,
    ArchitectureBaseline on,
    FeatureNames shown,
    Carried carried,
    Carried untold) {

  static Requirement of(String baseline, ArchitectureBaseline on) {
    List<String> shown = new ArrayList<>(on.features());
    shown.removeAll(on.unknowable());
    List<String> unknown = new ArrayList<>(on.features());
    unknown.retainAll(on.unknowable());
    return new Requirement(
        on.architecture(),
        on,
        FeatureNames.needed(shown),
        new Carried(baseline, on.architecture(), unknown),
        new Carried(baseline, on.architecture(), on.features()));
  }
}
