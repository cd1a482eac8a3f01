package dev.plimsoll.runtime.inheritance;

/** What a system call was given as the address of its data. */
public enum Pointer {
  VALID,
  NULL,
  /** Not null, but nothing can be read or written there. */
  BAD
}
