package dev.plimsoll.runtime.enforce;

/** What came of reading a plan's text. */
public sealed interface HoldPlanReading permits HoldPlan, HoldPlanReading.Malformed {
  /**
   * Text that is no plan.
   *
   * @param reason one sentence with the line
   */
  record Malformed(String reason) implements HoldPlanReading {}
}
