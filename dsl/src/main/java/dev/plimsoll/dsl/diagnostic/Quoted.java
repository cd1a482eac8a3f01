package dev.plimsoll.dsl.diagnostic;

import java.util.Locale;

/** User text made fit for a message: visible, short and in backticks. */
public final class Quoted {
  private static final int LIMIT = 60;

  private Quoted() {}

  /** The text in backticks, cut after 60 code points. */
  public static String of(String text) {
    boolean fits = text.codePointCount(0, text.length()) <= LIMIT;
    String shown = fits ? text : text.substring(0, text.offsetByCodePoints(0, LIMIT)) + "…";
    return "`" + visible(shown) + "`";
  }

  /**
   * The text with control characters, invisible format characters and lone surrogates written as
   * {@code <U+001B>}, so that nothing in a policy can steer a terminal or reorder a message.
   */
  public static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendVisible(out, c));
    return out.toString();
  }

  static void appendVisible(StringBuilder out, int codePoint) {
    int type = Character.getType(codePoint);
    boolean hidden =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR;
    if (hidden) {
      out.append(String.format(Locale.ROOT, "<U+%04X>", codePoint));
    } else {
      out.appendCodePoint(codePoint);
    }
  }
}
