package dev.plimsoll.runtime.knob;

/** Where a program finds a setting. */
public enum Carrier {
  /** A variable of the environment. */
  ENVIRONMENT,
  /** The options that a Java virtual machine reads from a variable. */
  JVM_OPTIONS,
  /** An argument directly behind the program's name; reaches one program, not its children. */
  ARGUMENT,
  /** The lines of a file that every process of the machine or container reads. */
  FILE
}
