package dev.plimsoll.compiler.interpret;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.WordBit;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.policy.Carried;
import dev.plimsoll.runtime.policy.CheckOutcome;
import dev.plimsoll.runtime.policy.Lacking;
import dev.plimsoll.runtime.policy.NotCovered;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The reference for generated classes: written to be read, not to be fast, and sharing nothing with
 * them but the types of its answers. It looks at features and bits one by one.
 */
public final class PolicyInterpreter {
  private final Policy policy;

  public PolicyInterpreter(Policy policy) {
    this.policy = policy;
  }

  /**
   * Whether a machine has all of a baseline; the same as the generated {@code check(host)}.
   *
   * @throws IllegalArgumentException if the policy has no such baseline
   */
  public CheckOutcome check(String baseline, Host host) {
    Optional<FeatureSet> needed = set(baseline, host.architecture());
    if (needed.isEmpty()) {
      Set<String> covered = find(baseline).sets().keySet();
      return new NotCovered(baseline, host.architecture(), new TreeSet<>(covered));
    }
    List<String> missing = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Feature feature : needed.get().features()) {
      Optional<Boolean> has = has(host, feature, needed.get());
      if (has.isEmpty()) {
        unknown.add(feature.name());
      } else if (!has.get()) {
        missing.add(feature.name());
      }
    }
    return missing.isEmpty()
        ? new Carried(baseline, host.architecture(), unknown)
        : new Lacking(baseline, host.displayName(), missing, absent(needed.get(), host), unknown);
  }

  /**
   * What remains of a machine's words under a baseline; none where the machine's words are unknown
   * or the baseline does not name its architecture.
   */
  public HwcapWords remaining(String baseline, Host host) {
    Optional<FeatureSet> set = set(baseline, host.architecture());
    if (set.isEmpty() || host.words().isEmpty()) {
      return HwcapWords.NONE;
    }
    TreeMap<Integer, Long> left = new TreeMap<>();
    host.words().get().asMap().keySet().forEach(type -> left.put(type, 0L));
    for (WordBit bit : set.get().architecture().words()) {
      if (bit.isNative()) {
        boolean kept = isKept(bit, set.get()) && isSet(bit, host.words().get());
        left.merge(bit.auxType(), kept ? bit.mask() : 0L, Long::sum);
      }
    }
    return HwcapWords.of(left);
  }

  private static HwcapWords absent(FeatureSet set, Host host) {
    TreeMap<Integer, Long> absent = new TreeMap<>();
    for (WordBit bit : set.architecture().words()) {
      boolean lacks = host.words().filter(words -> !isSet(bit, words)).isPresent();
      if (bit.isNative() && isKept(bit, set) && lacks) {
        absent.merge(bit.auxType(), bit.mask(), Long::sum);
      }
    }
    return HwcapWords.of(absent);
  }

  private static boolean isKept(WordBit bit, FeatureSet set) {
    boolean always = bit.rule() == WordBit.Rule.BASE || bit.rule() == WordBit.Rule.KERNEL;
    return always || bit.feature().filter(set::contains).isPresent();
  }

  private static boolean isSet(WordBit bit, HwcapWords words) {
    return (words.word(bit.auxType()) & bit.mask()) != 0;
  }

  /** Whether a machine has a feature; empty where it does not tell. */
  private static Optional<Boolean> has(Host host, Feature feature, FeatureSet set) {
    if (!feature.shownAs().isEmpty()) {
      return host.features().map(names -> names.contains(feature.name()));
    }
    List<WordBit> bits =
        set.architecture().words().stream()
            .filter(WordBit::isNative)
            .filter(bit -> bit.feature().filter(feature.name()::equals).isPresent())
            .toList();
    return bits.isEmpty()
        ? Optional.empty()
        : host.words().map(words -> bits.stream().allMatch(bit -> isSet(bit, words)));
  }

  private Optional<FeatureSet> set(String baseline, String architecture) {
    return Optional.ofNullable(find(baseline).sets().get(architecture));
  }

  private Baseline find(String baseline) {
    return policy
        .baseline(baseline)
        .orElseThrow(() -> new IllegalArgumentException("no baseline " + baseline));
  }
}
