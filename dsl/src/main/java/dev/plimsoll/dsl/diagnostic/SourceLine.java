package dev.plimsoll.dsl.diagnostic;

import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;

/**
 * A line as a terminal shows it, with the cells that a span takes: tabs are expanded, wide
 * characters take two cells, combining ones none, and of a very long line only the part around the
 * span is kept.
 */
record SourceLine(String text, int firstCell, int cells) {
  private static final int TAB = 4;
  private static final int WHOLE = 160;
  private static final int BEFORE = 60;
  private static final int AFTER = 120;

  /** Code points that take two cells, as from–to pairs (Unicode East Asian Width W and F). */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3,
    0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680,
    0x1F6FF, 0x1F900, 0x1FAFF, 0x20000, 0x3FFFD
  };

  /** The line in which the span begins; a span that goes on beyond it is cut at its end. */
  static SourceLine of(SourceFile file, Span span) {
    Span line = file.lineSpan(file.position(span.offset()).line());
    int start = Math.min(span.offset(), line.end());
    int end = Math.max(start, Math.min(span.end(), line.end()));
    boolean whole = line.length() <= WHOLE;
    int from = whole ? line.offset() : clip(file.text(), Math.max(line.offset(), start - BEFORE));
    int to = whole ? line.end() : clip(file.text(), Math.min(line.end(), start + AFTER));
    StringBuilder out = new StringBuilder();
    int cell = 0;
    if (from > line.offset()) {
      out.append('…');
      cell++;
    }
    int firstCell = cell;
    int lastCell = cell;
    for (int i = from; i < to; ) {
      int c = file.text().codePointAt(i);
      if (i <= start) {
        firstCell = cell;
      }
      cell += append(out, c, cell);
      i += Character.charCount(c);
      if (i <= end) {
        lastCell = cell;
      }
    }
    if (start >= to) {
      firstCell = cell;
    }
    if (to < line.end()) {
      out.append('…');
    }
    return new SourceLine(out.toString(), firstCell, Math.max(1, lastCell - firstCell));
  }

  private static int append(StringBuilder out, int codePoint, int cell) {
    if (codePoint == '\t') {
      int width = TAB - cell % TAB;
      out.append(" ".repeat(width));
      return width;
    }
    int before = out.length();
    Quoted.appendVisible(out, codePoint);
    if (out.length() - before > Character.charCount(codePoint)) {
      return out.length() - before;
    }
    return width(codePoint);
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (WIDE[i] <= codePoint && codePoint <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }

  private static int clip(String text, int offset) {
    boolean inside =
        offset > 0
            && offset < text.length()
            && Character.isLowSurrogate(text.charAt(offset))
            && Character.isHighSurrogate(text.charAt(offset - 1));
    return inside ? offset - 1 : offset;
  }
}
