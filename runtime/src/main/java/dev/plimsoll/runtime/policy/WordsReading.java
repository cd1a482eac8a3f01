package dev.plimsoll.runtime.policy;

/** What this process's environment tells of the baseline that it is held to. */
public sealed interface WordsReading
    permits HeldWords, WordsReading.NotHeld, WordsReading.Malformed {
  /**
   * Nobody says that the process is held.
   *
   * @param reason one sentence
   */
  record NotHeld(String reason) implements WordsReading {}

  /**
   * Somebody says something that is not understood.
   *
   * @param reason one sentence that says where and what to do
   */
  record Malformed(String reason) implements WordsReading {}
}
