package dev.plimsoll.runtime.policy;

import java.io.Serial;

/** Thrown where a program asked to run only on machines that carry its baseline. */
public final class BaselineViolationException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // outcomes hold only strings and numbers, but are no stored form
  private final transient CheckOutcome outcome;

  BaselineViolationException(CheckOutcome outcome) {
    this(outcome, outcome.message());
  }

  BaselineViolationException(CheckOutcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  /** What the check found. */
  public CheckOutcome outcome() {
    return outcome;
  }
}
