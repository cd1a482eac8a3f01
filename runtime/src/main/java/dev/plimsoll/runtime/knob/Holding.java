package dev.plimsoll.runtime.knob;

import java.util.List;

/**
 * Features that one component is kept from using.
 *
 * @param record the row of the knob table
 * @param features canonical names, sorted; never empty
 * @param how {@code GLIBC_TUNABLES} and the like; {@code AT_HWCAP words} where the component obeys
 *     them
 * @param evidence the least of what is shown for these features
 * @param unverified whether the component's version is unknown, so that the newest known one was
 *     taken
 */
public record Holding(
    String component,
    String record,
    List<String> features,
    String how,
    Evidence evidence,
    boolean unverified) {

  public Holding {
    features = List.copyOf(features);
  }
}
