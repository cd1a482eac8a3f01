package dev.plimsoll.cli;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.runtime.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a policy withholds and this version cannot hold on a host, in sentences. */
final class Residual {
  private Residual() {}

  /**
   * The residual.
   *
   * @param named how many features are named before the rest are counted
   */
  static List<String> of(Baseline baseline, Hold hold, Host host, int named) {
    List<String> lines = new ArrayList<>();
    FeatureSet set = Optional.ofNullable(baseline.sets().get(host.architecture())).orElseThrow();
    FeatureSet implied = set.plus(set.architecture().baseSet());
    List<Feature> present =
        host.features().stream()
            .flatMap(names -> names.stream())
            .flatMap(name -> set.architecture().feature(name).stream())
            .filter(feature -> feature.kind() == Feature.Kind.USER)
            .toList();
    List<String> withheld =
        set.architecture().withoutWord(set.architecture().set(present)).stream()
            .filter(feature -> !implied.contains(feature) && !feature.inBase())
            .map(Feature::name)
            .toList();
    if (!withheld.isEmpty()) {
      lines.add(
          "no AT_HWCAP word expresses "
              + list(withheld, named)
              + "; a program that asks the processor finds "
              + (withheld.size() == 1 ? "it" : "them"));
    }
    if (!hold.knobs().isEmpty()) {
      lines.add(
          "knobs " + String.join(", ", hold.knobs()) + ": this version of Plimsoll sets none");
    }
    return lines;
  }

  private static String list(List<String> names, int named) {
    return names.size() <= named
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, named))
            + " and "
            + (names.size() - named)
            + " more features";
  }
}
