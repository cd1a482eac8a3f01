package dev.plimsoll.dsl.format;

import java.util.List;
import java.util.Set;

/** Prints the pieces of one statement, or of a block's header. */
final class LinePrinter {
  static final int WIDTH = 100;
  static final String INDENT = "    ";
  static final String BEFORE_COMMENT = "  ";

  private static final Set<String> SIGNS = Set.of("+", "-", "&");
  private static final Set<String> CLAUSES =
      Set.of("in", "because", "owner", "until", "on", "under", "sees");
  private static final Set<String> FUNCTIONS = Set.of("common", "any");
  private static final Set<String> CLOSE = Set.of(";", ",", ":", ")", "");

  private LinePrinter() {}

  /** Whether comments stand between the pieces. */
  static boolean hasInnerComment(List<Piece> pieces) {
    return pieces.stream().skip(1).anyMatch(p -> !p.comments().isEmpty());
  }

  /** The pieces on one line. */
  static String flat(List<Piece> pieces) {
    return flat(pieces, 0, 0);
  }

  /**
   * The pieces on one line.
   *
   * @param column how many of the first pieces stand in a column
   * @param width how wide that column is
   */
  static String flat(List<Piece> pieces, int column, int width) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      out.append(separator(pieces, i));
      if (i == column && i > 0) {
        pad(out, width + 1);
      }
      out.append(pieces.get(i).text());
    }
    return out.toString();
  }

  /** The pieces on as many lines as comments and the width need; the first has no indent. */
  static String print(List<Piece> pieces, String indent, int column, int width) {
    if (!hasInnerComment(pieces)) {
      String flat = flat(pieces, column, width);
      if (width(indent) + width(flat) <= WIDTH) {
        return flat;
      }
    }
    return new Filler(pieces, indent, column, width).print();
  }

  /** The number of code points. */
  static int width(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  static void pad(StringBuilder line, int width) {
    line.append(" ".repeat(Math.max(0, width - width(line))));
  }

  private static String separator(List<Piece> pieces, int i) {
    if (i == 0) {
      return "";
    }
    String before = pieces.get(i - 1).text();
    String after = pieces.get(i).text();
    boolean call = after.equals("(") && FUNCTIONS.contains(before);
    return CLOSE.contains(after) || before.equals("(") || call ? "" : " ";
  }

  /** Whether a line that is too long may be broken in front of a piece. */
  private static boolean isBreakable(List<Piece> pieces, int i) {
    Piece before = pieces.get(i - 1);
    Piece piece = pieces.get(i);
    boolean clause = CLAUSES.contains(piece.text()) && i > 1;
    boolean texts = before.isText() && piece.isText();
    boolean step = before.is(";") && !piece.is("}");
    return before.is(",") || step || SIGNS.contains(piece.text()) || clause || texts;
  }

  /** Fills line after line. */
  private static final class Filler {
    private final List<Piece> pieces;
    private final String indent;
    private final int column;
    private final int columnWidth;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder line = new StringBuilder();

    Filler(List<Piece> pieces, String indent, int column, int columnWidth) {
      this.pieces = pieces;
      this.indent = indent + INDENT;
      this.column = column;
      this.columnWidth = columnWidth;
      line.append(indent);
    }

    String print() {
      for (int i = 0; i < pieces.size(); i++) {
        Piece piece = pieces.get(i);
        if (i > 0 && !piece.comments().isEmpty()) {
          comments(piece);
        } else if (i > column && isBreakable(pieces, i) && !fits(i)) {
          newLine();
        } else {
          line.append(separator(pieces, i));
          if (i == column && i > 0) {
            pad(line, indent.length() - INDENT.length() + columnWidth + 1);
          }
        }
        line.append(piece.text());
      }
      out.append(line);
      return out.substring(indent.length() - INDENT.length());
    }

    private void comments(Piece piece) {
      for (Comment comment : piece.comments()) {
        if (comment.gap() == Gap.NONE) {
          line.append(BEFORE_COMMENT);
        } else {
          newLine();
        }
        line.append(comment.text());
      }
      newLine();
    }

    private void newLine() {
      out.append(line).append('\n');
      line.setLength(0);
      line.append(indent);
    }

    /** Whether the pieces up to the next place for a break fit into the line. */
    private boolean fits(int from) {
      int width = width(line);
      for (int i = from; i < pieces.size() && width <= WIDTH; i++) {
        boolean ends = i > from && (isBreakable(pieces, i) || !pieces.get(i).comments().isEmpty());
        if (ends) {
          return true;
        }
        width += separator(pieces, i).length() + width(pieces.get(i).text());
      }
      return width <= WIDTH;
    }
  }
}
