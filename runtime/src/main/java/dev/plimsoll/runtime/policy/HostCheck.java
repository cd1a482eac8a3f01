package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a machine with a baseline. */
public final class HostCheck {
  private HostCheck() {}

  /**
   * Whether the machine has the baseline's features. Words do not decide: a baseline's words are
   * the most that a program may see, with bits that belong to no optional feature and that a lesser
   * machine of the baseline need not have.
   */
  public static CheckOutcome check(HeldBaseline baseline, Host host) {
    Optional<ArchitectureBaseline> on = baseline.on(host.architecture());
    return on.isEmpty()
        ? new NotCovered(baseline.name(), host.architecture(), baseline.architectures())
        : compare(baseline.name(), on.get(), host);
  }

  private static CheckOutcome compare(String name, ArchitectureBaseline needed, Host host) {
    List<String> unknown = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String feature : needed.features()) {
      if (host.features().isEmpty() || needed.unknowable().contains(feature)) {
        unknown.add(feature);
      } else if (!host.features().get().contains(feature)) {
        missing.add(feature);
      }
    }
    if (missing.isEmpty()) {
      return new Carried(name, host.architecture(), unknown);
    }
    HwcapWords words = host.words().map(needed.words()::minus).orElse(HwcapWords.NONE);
    return new Lacking(name, host.displayName(), missing, words, unknown);
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
