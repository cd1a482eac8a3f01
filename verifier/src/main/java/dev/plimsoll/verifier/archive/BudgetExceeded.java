package dev.plimsoll.verifier.archive;

import java.io.IOException;

/** An outermost file costs more than its limits allow; nothing more of it is read. */
final class BudgetExceeded extends IOException {

  private static final long serialVersionUID = 1;

  BudgetExceeded(String message) {
    super(message);
  }
}
