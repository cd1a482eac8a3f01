package dev.plimsoll.runtime.enforce;

import java.util.Optional;

/**
 * A value that one thread gives and others wait for. Not a {@code CompletableFuture}: what that
 * loads delays the start of a supervisor.
 */
final class Later<T> {
  private Optional<T> value = Optional.empty();

  synchronized void give(T given) {
    value = Optional.of(given);
    notifyAll();
  }

  /** The value, empty while it is not given. */
  synchronized Optional<T> now() {
    return value;
  }

  /** Waits for the value, whatever interrupts. */
  synchronized T await() {
    boolean isInterrupted = false;
    while (value.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return value.get();
  }
}
