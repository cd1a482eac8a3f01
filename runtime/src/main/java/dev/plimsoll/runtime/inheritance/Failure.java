package dev.plimsoll.runtime.inheritance;

/** When an exec fails. */
public enum Failure {
  NONE,
  /** Before the point of no return: nothing has changed. */
  BEFORE,
  /** After it: the old program is gone, and the task is killed. */
  AFTER
}
