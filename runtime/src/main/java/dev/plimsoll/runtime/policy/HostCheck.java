package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Compares a machine with a baseline. */
public final class HostCheck {
  private HostCheck() {}

  /**
   * Whether the machine has the baseline's features, as far as it tells. Words decide on those
   * features alone that {@code /proc/cpuinfo} does not list: a baseline's words as a whole are the
   * most that a program may see, with bits that belong to no optional feature and that a lesser
   * machine of the baseline need not have.
   *
   * <p>Allocates nothing if the machine carries the baseline.
   */
  public static CheckOutcome check(HeldBaseline baseline, Host host) {
    Requirement needed = baseline.requirement(host.architecture());
    if (needed == null) {
      return new NotCovered(baseline.name(), host.architecture(), baseline.architectures());
    }
    return needed.isMetBy(host) ? needed.answer(host) : lacking(needed, host);
  }

  /** Whether {@link #check} would be ok; allocates nothing whatever the answer. */
  public static boolean carries(HeldBaseline baseline, Host host) {
    Requirement needed = baseline.requirement(host.architecture());
    return needed != null && needed.isMetBy(host);
  }

  private static Lacking lacking(Requirement needed, Host host) {
    List<String> missing = new ArrayList<>();
    host.features()
        .ifPresent(
            has ->
                needed.shown().stream().filter(name -> !has.contains(name)).forEach(missing::add));
    host.words()
        .ifPresent(
            has ->
                needed
                    .on()
                    .told()
                    .forEach(
                        (name, bits) -> {
                          if (!has.containsAll(bits)) {
                            missing.add(name);
                          }
                        }));
    missing.sort(Comparator.naturalOrder());
    HwcapWords words = host.words().map(needed.on().words()::minus).orElse(HwcapWords.NONE);
    Carried told = needed.answer(host);
    return new Lacking(told.baseline(), host.displayName(), missing, words, told.unknown());
  }

  /**
   * Passes on a machine that carries the baseline.
   *
   * @throws BaselineViolationException otherwise; its message names what is missing
   */
  public static void require(HeldBaseline baseline, Host host) {
    CheckOutcome outcome = check(baseline, host);
    if (!outcome.ok()) {
      throw new BaselineViolationException(outcome);
    }
  }

  /**
   * The same, with a message that also names those kinds of machine that carry the baseline.
   *
   * @param nodes their names, by architecture
   */
  public static void require(HeldBaseline baseline, Host host, Map<String, String> nodes) {
    CheckOutcome outcome = check(baseline, host);
    if (!outcome.ok()) {
      String names = nodes.get(host.architecture());
      throw names == null
          ? new BaselineViolationException(outcome)
          : new BaselineViolationException(
              outcome, outcome.message() + "; of the policy's nodes it is carried by " + names);
    }
  }

  /** {@link #require(HeldBaseline, Host)} on this machine. */
  public static void require(HeldBaseline baseline) {
    require(baseline, HostReader.read());
  }
}
