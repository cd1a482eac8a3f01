package dev.plimsoll.runtime.plan;

import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.Residual;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a withheld feature.
 *
 * @param holders what keeps components from it
 * @param open what does not
 */
public record Verdict(String feature, Status status, List<Holding> holders, List<Residual> open) {
  /** How far a feature is withheld. */
  public enum Status {
    /** Every program that goes by the kernel's words does without it. */
    WORDS("held by words"),
    /** The kernel takes it from every program; one that tries it all the same is ended. */
    CONTROL("held by a kernel control"),
    /** Every component of the policy that uses it does without it, as was shown of its code. */
    KNOBS("held by knobs"),
    /** Every program that asks the processor is told that it is not there. */
    CPUID("held by answers to CPUID"),
    /** It is set that they do without it; that no such code is left was not shown. */
    ADVISORY("advisory"),
    /** No component that the policy names uses it; another program that asks the processor does. */
    UNUSED("used by no component that the policy names"),
    /** Some component can still use it. */
    NOT_REACHED("not reached");

    private final String title;

    Status(String title) {
      this.title = title;
    }

    /** In words. */
    public String title() {
      return title;
    }
  }

  public Verdict {
    holders = List.copyOf(holders);
    open = List.copyOf(open);
  }

  static Verdict of(
      String feature,
      boolean byCpuid,
      boolean byWords,
      List<Holding> holders,
      List<Residual> open) {
    return new Verdict(feature, status(byCpuid, byWords, holders, open), holders, open);
  }

  static Verdict byControl(String feature, List<Holding> holders, List<Residual> open) {
    return new Verdict(feature, Status.CONTROL, holders, open);
  }

  private static Status status(
      boolean byCpuid, boolean byWords, List<Holding> holders, List<Residual> open) {
    if (!open.isEmpty()) {
      return Status.NOT_REACHED;
    }
    if (byCpuid) {
      return Status.CPUID;
    }
    if (byWords) {
      return Status.WORDS;
    }
    return holders.isEmpty()
        ? Status.UNUSED
        : holders.stream().allMatch(h -> h.evidence().enforces()) ? Status.KNOBS : Status.ADVISORY;
  }

  /** The components that are kept from it, sorted. */
  public List<String> heldIn() {
    return holders.stream().map(Holding::component).distinct().sorted().toList();
  }

  /** The components that can still use it, sorted. */
  public List<String> notIn() {
    return open.stream().map(Residual::component).distinct().sorted().toList();
  }

  /** The least of what is shown for its holders; empty where words alone hold it. */
  public Optional<Evidence> evidence() {
    return holders.stream().map(Holding::evidence).min(Comparator.naturalOrder());
  }
}
