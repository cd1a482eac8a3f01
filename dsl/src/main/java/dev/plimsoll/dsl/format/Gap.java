package dev.plimsoll.dsl.format;

/** What separates a part of the text from what stands before it. */
enum Gap {
  /** They share a line. */
  NONE,
  LINE,
  /** At least one blank line. */
  BLANK;

  /** The gap that this white space makes. Lines end at {@code \n}, {@code \r\n} or {@code \r}. */
  static Gap in(String white) {
    int lines = 0;
    for (int i = 0; i < white.length() && lines < 2; i++) {
      char c = white.charAt(i);
      boolean crLf = c == '\r' && i + 1 < white.length() && white.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !crLf)) {
        lines++;
      }
    }
    return values()[lines];
  }
}
