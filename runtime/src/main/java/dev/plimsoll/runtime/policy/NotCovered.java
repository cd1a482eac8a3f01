package dev.plimsoll.runtime.policy;

import java.util.SortedSet;

/**
 * The baseline does not name the machine's architecture.
 *
 * @param baseline the baseline's name
 * @param architecture the machine's
 * @param covered the architectures that the baseline names
 */
public record NotCovered(String baseline, String architecture, SortedSet<String> covered)
    implements CheckOutcome {

  @Override
  public boolean ok() {
    return false;
  }

  @Override
  public String message() {
    return "the baseline "
        + baseline
        + " says nothing about "
        + architecture
        + ", only about "
        + String.join(", ", covered)
        + "; add \"on "
        + architecture
        + "\" to it in the policy or run on another architecture";
  }
}
