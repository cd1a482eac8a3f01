package dev.plimsoll.dsl.source;

import java.util.Arrays;

/**
 * A named text with its lines. Lines end at {@code \n}, {@code \r\n} or a lone {@code \r}. Two
 * files are equal if their names and texts are.
 */
public final class SourceFile {
  private final String name;
  private final String text;
  private final int[] lineStarts;

  /**
   * @param name how messages call the file, usually its path as the user gave it
   * @param text the whole text, already decoded
   */
  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The number of lines, at least 1. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** Line and column of an offset; offsets behind the end count as the end. */
  public Position position(int offset) {
    int at = Math.min(offset, text.length());
    int line = lineAt(at);
    return new Position(line, text.codePointCount(lineStarts[line - 1], at) + 1);
  }

  /**
   * The text of a line without its end.
   *
   * @param n from 1 to {@link #lineCount()}
   */
  public String line(int n) {
    Span span = lineSpan(n);
    return text.substring(span.offset(), span.end());
  }

  /** Where the line lies, without its end. */
  public Span lineSpan(int n) {
    int start = lineStarts[n - 1];
    int end = n < lineStarts.length ? lineStarts[n] : text.length();
    while (end > start && isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    return Span.between(start, end);
  }

  /** The text that a span covers; what lies behind the end is left out. */
  public String text(Span span) {
    int start = Math.min(span.offset(), text.length());
    return text.substring(start, Math.min(span.end(), text.length()));
  }

  private int lineAt(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean crLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (isLineEnd(c) && !crLf) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceFile file && name.equals(file.name) && text.equals(file.text);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + text.hashCode();
  }

  @Override
  public String toString() {
    return "SourceFile[" + name + ", " + text.length() + " characters]";
  }
}
