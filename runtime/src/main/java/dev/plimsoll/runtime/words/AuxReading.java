package dev.plimsoll.runtime.words;

import java.util.Optional;

/** What came of reading bytes as an auxiliary vector. */
public sealed interface AuxReading permits AuxVector, AuxReading.Malformed {
  /** The vector, unless the bytes were malformed. */
  default Optional<AuxVector> vector() {
    return this instanceof AuxVector vector ? Optional.of(vector) : Optional.empty();
  }

  /**
   * Bytes that are no auxiliary vector.
   *
   * @param reason one sentence that says what is wrong with them
   */
  record Malformed(String reason) implements AuxReading {}
}
