package dev.plimsoll.runtime.knob;

/** A setting brought together with what the user had set. */
public sealed interface Merged {

  /** The value that holds what either asked to be off. */
  record Value(String text) implements Merged {}

  /**
   * No value holds both; the user's stays.
   *
   * @param reason a sentence
   */
  record Conflict(String reason) implements Merged {}
}
