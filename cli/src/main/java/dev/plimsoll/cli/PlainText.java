package dev.plimsoll.cli;

import java.util.regex.Pattern;

/** Markdown as the pages of this project use it, made readable on a terminal. */
final class PlainText {
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\([^)]*\\)");
  private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]+)\\*\\*");
  private static final Pattern HEADING = Pattern.compile("^#+ ");

  private PlainText() {}

  /** Headings, emphasis and links lose their marks; blocks of code are indented instead. */
  static String of(String markdown) {
    StringBuilder out = new StringBuilder();
    boolean code = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        // Two blocks of code in a row would run into each other.
        if (!code && !out.toString().endsWith("\n\n")) {
          out.append('\n');
        }
        code = !code;
      } else if (code) {
        out.append(line.isEmpty() ? "" : "    " + line).append('\n');
      } else {
        String plain = HEADING.matcher(line).replaceFirst("");
        plain = STRONG.matcher(plain).replaceAll("$1");
        out.append(LINK.matcher(plain).replaceAll("$1")).append('\n');
      }
    }
    return out.toString();
  }
}
