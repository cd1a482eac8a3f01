package dev.plimsoll.verifier.report;

import java.util.Locale;

/** What is written for people shares. */
public final class PlainText {

  private static final long KIBI = 1024;

  private PlainText() {}

  /** A text from outside with nothing in it that could move a terminal's cursor or hide text. */
  public static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean shown =
                  type != Character.CONTROL
                      && type != Character.FORMAT
                      && type != Character.SURROGATE
                      && type != Character.LINE_SEPARATOR
                      && type != Character.PARAGRAPH_SEPARATOR;
              safe.append(shown ? Character.toString(c) : String.format("\\u%04x", c));
            });
    return safe.toString();
  }

  /** A size for a person: {@code 12.3 MiB}. */
  static String bytes(long count) {
    if (count < KIBI) {
      return count + (count == 1 ? " byte" : " bytes");
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    double size = (double) count / KIBI;
    int unit = 0;
    while (size >= KIBI && unit < units.length - 1) {
      size /= KIBI;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }

  /** {@code 1 object}, {@code 2 objects}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
