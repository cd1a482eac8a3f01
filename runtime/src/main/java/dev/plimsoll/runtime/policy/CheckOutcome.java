package dev.plimsoll.runtime.policy;

/** Whether a machine carries a baseline. */
public sealed interface CheckOutcome permits Carried, Lacking, NotCovered {
  /** Whether a program built for the baseline may run there. */
  boolean ok();

  /** One sentence that says what is the matter, where, and what to do about it. */
  String message();
}
