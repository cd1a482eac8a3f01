package dev.plimsoll.runtime.enforce;

/** How the holding of a program ended. */
sealed interface Ending permits Ending.Finished, Ending.NotStarted, Ending.Refused {
  /** The program ran and ended; so did all of its tree. */
  record Finished(WaitStatus status) implements Ending {}

  /** The kernel did not execute the program, for this negative error number. */
  record NotStarted(long error) implements Ending {}

  /** It could not be held. */
  record Refused(String reason) implements Ending {}
}
