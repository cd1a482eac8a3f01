package dev.plimsoll.runtime.enforce;

import java.util.Optional;

/**
 * Something that this machine offers, or the sentence that says why it does not.
 *
 * @param refusal empty exactly where there is a value
 */
record Offer<T>(Optional<T> value, String refusal) {
  static <T> Offer<T> of(T value) {
    return new Offer<>(Optional.of(value), "");
  }

  static <T> Offer<T> refused(String why) {
    return new Offer<>(Optional.empty(), why);
  }
}
