package dev.plimsoll.runtime.plan;

import java.util.List;

/**
 * What a supervisor can answer in place of the processor where programs ask it, on machines with
 * CPUID faulting.
 *
 * @param features the withheld features that these answers do not show, sorted
 * @param masks what the answers lose
 * @param answered whether they are answered
 */
public record CpuidPlan(List<String> features, List<CpuidMask> masks, Answered answered) {
  /** What {@code /proc/cpuinfo} says of a processor and a kernel that offer it. */
  static final String FAULTING = "cpuid_fault";

  /** Answers nothing. */
  public static final CpuidPlan NONE = new CpuidPlan(List.of(), List.of(), Answered.ON_SOME);

  /** Whether a supervisor answers. */
  public enum Answered {
    /** On machines that offer it. */
    ON_SOME,
    /** On this machine. */
    HERE,
    /** Not on this machine. */
    NOT_HERE
  }

  public CpuidPlan {
    features = List.copyOf(features);
    masks = List.copyOf(masks);
  }

  CpuidPlan answered(boolean here) {
    return new CpuidPlan(features, masks, here ? Answered.HERE : Answered.NOT_HERE);
  }

  /** Whether a feature is not shown here to any program that asks. */
  boolean withholds(String feature) {
    return answered == Answered.HERE && features.contains(feature);
  }
}
