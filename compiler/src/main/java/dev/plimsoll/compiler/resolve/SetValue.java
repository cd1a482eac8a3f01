package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.CpuModel;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an expression means.
 *
 * @param guaranteed what is there for certain
 * @param possible what may be there; the same unless a CPU model takes part
 * @param named the features that the expression names one by one, if it does nothing else. Where it
 *     is taken away, these go, and what they need stays.
 */
record SetValue(FeatureSet guaranteed, FeatureSet possible, Optional<List<Feature>> named) {

  static SetValue ofFeatures(Collection<Feature> features, FeatureSet closed) {
    return new SetValue(closed, closed, Optional.of(List.copyOf(features)));
  }

  static SetValue ofSet(FeatureSet set) {
    return new SetValue(set, set, Optional.empty());
  }

  static SetValue ofCpu(CpuModel cpu) {
    return new SetValue(cpu.guaranteed(), cpu.possible(), Optional.empty());
  }

  SetValue plus(SetValue other) {
    Optional<List<Feature>> both =
        named.flatMap(
            mine ->
                other.named.map(
                    theirs -> Stream.concat(mine.stream(), theirs.stream()).distinct().toList()));
    return new SetValue(guaranteed.plus(other.guaranteed), possible.plus(other.possible), both);
  }

  SetValue and(SetValue other) {
    return new SetValue(
        guaranteed.and(other.guaranteed), possible.and(other.possible), Optional.empty());
  }

  SetValue minus(Collection<Feature> features) {
    FeatureSet rest = guaranteed.minus(features);
    Optional<List<Feature>> left = named.map(mine -> mine.stream().filter(rest::contains).toList());
    return new SetValue(rest, possible.minus(features), left);
  }

  /** With what every processor has; guaranteed features are possible ones, too. */
  SetValue onRealMachine(FeatureSet base) {
    FeatureSet certain = guaranteed.plus(base);
    return new SetValue(certain, possible.plus(certain), Optional.empty());
  }

  /** The features that go where this is taken away. */
  List<Feature> removed() {
    return named.orElseGet(() -> guaranteed.beyond(guaranteed.architecture().baseSet()));
  }
}
