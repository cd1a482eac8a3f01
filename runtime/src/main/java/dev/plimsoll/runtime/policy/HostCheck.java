package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Compares a machine with a baseline. */
public final class HostCheck {
  private HostCheck() {}

  /**
   * Whether the machine has the baseline's features. Words do not decide: a baseline's words are
   * the most that a program may see, with bits that belong to no optional feature and that a lesser
   * machine of the baseline need not have.
   *
   * <p>Allocates nothing if the machine carries the baseline.
   */
  public static CheckOutcome check(HeldBaseline baseline, Host host) {
    Requirement needed = baseline.requirement(host.architecture());
    if (needed == null) {
      return new NotCovered(baseline.name(), host.architecture(), baseline.architectures());
    }
    Optional<SortedSet<String>> has = host.features();
    if (has.isEmpty()) {
      return needed.untold();
    }
    return has.get().containsAll(needed.shown())
        ? needed.carried()
        : lacking(needed, host, has.get());
  }

  /** Whether {@link #check} would be ok; allocates nothing whatever the answer. */
  public static boolean carries(HeldBaseline baseline, Host host) {
    Requirement needed = baseline.requirement(host.architecture());
    if (needed == null) {
      return false;
    }
    Optional<SortedSet<String>> has = host.features();
    return has.isEmpty() || has.get().containsAll(needed.shown());
  }

  private static Lacking lacking(Requirement needed, Host host, Set<String> has) {
    List<String> missing = new ArrayList<>(needed.shown());
    missing.removeIf(has::contains);
    HwcapWords words = host.words().map(needed.on().words()::minus).orElse(HwcapWords.NONE);
    return new Lacking(
        needed.carried().baseline(),
        host.displayName(),
        missing,
        words,
        needed.carried().unknown());
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

  /** {@link #require(HeldBaseline, Host)} on this machine. */
  public static void require(HeldBaseline baseline) {
    require(baseline, HostReader.read());
  }
}
