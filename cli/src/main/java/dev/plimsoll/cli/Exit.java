package dev.plimsoll.cli;

/** The exit codes of every verb but {@code run}; where several apply, the order is 2, 3, 1. */
final class Exit {
  static final int PASS = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;
  static final int UNREADABLE = 3;

  private Exit() {}
}
