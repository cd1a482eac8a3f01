package dev.plimsoll.cli;

import java.util.List;
import java.util.Locale;

/** Which of the command's streams a person watches; the launcher tells, for Java cannot ask. */
enum Terminal {
  OUT,
  ERR;

  /** Whether the stream is a terminal. */
  boolean attached() {
    return List.of(System.getProperty("plimsoll.terminals", "").split(",", -1))
        .contains(name().toLowerCase(Locale.ROOT));
  }

  /** Whether the stream may be coloured: on a terminal that can, and never under NO_COLOR. */
  boolean colour() {
    String noColor = System.getenv("NO_COLOR");
    return attached() && (noColor == null || noColor.isEmpty()) && !"dumb".equals(term());
  }

  private static String term() {
    String term = System.getenv("TERM");
    return term == null ? "dumb" : term;
  }
}
