package dev.plimsoll.dsl.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A printed item.
 *
 * @param leading the lines in front of it: comments and blank lines
 * @param code the item with its indent; the last line has no line end
 * @param trailing the comment behind it
 */
record Row(List<String> leading, String code, Optional<Comment> trailing) {
  Row {
    leading = List.copyOf(leading);
  }

  /**
   * The lines in front of a piece.
   *
   * @param first whether it is the first in its block, where no blank line stands
   * @param apart whether a blank line must stand above it
   */
  static List<String> leading(Piece piece, String indent, boolean first, boolean apart) {
    List<String> lines = new ArrayList<>();
    boolean blank = apart;
    boolean mayBeBlank = !first;
    for (Comment comment : piece.comments()) {
      blank |= mayBeBlank && comment.gap() == Gap.BLANK;
      addBlank(lines, blank);
      lines.add(indent + comment.text());
      blank = false;
      mayBeBlank = true;
    }
    boolean closes = piece.is("}") || piece.is("");
    addBlank(lines, !closes && (blank || (mayBeBlank && piece.gap() == Gap.BLANK)));
    return lines;
  }

  private static void addBlank(List<String> lines, boolean blank) {
    if (blank) {
      lines.add("");
    }
  }

  /** Prints rows; the comments behind neighbours that have one line each stand in a column. */
  static void print(List<Row> rows, StringBuilder out) {
    int column = 0;
    int endOfRun = 0;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      row.leading().forEach(line -> out.append(line).append('\n'));
      if (i >= endOfRun) {
        endOfRun = endOfRun(rows, i);
        column = column(rows.subList(i, endOfRun));
      }
      out.append(row.code());
      if (row.trailing().isPresent()) {
        int gap = row.isOneLine() ? column - LinePrinter.width(row.code()) : 0;
        out.append(" ".repeat(gap)).append(LinePrinter.BEFORE_COMMENT);
        out.append(row.trailing().get().text());
      }
      out.append('\n');
    }
  }

  private static int endOfRun(List<Row> rows, int start) {
    int end = start + 1;
    while (end < rows.size()
        && rows.get(end - 1).isOneLine()
        && rows.get(end).isOneLine()
        && rows.get(end).leading().isEmpty()) {
      end++;
    }
    return end;
  }

  private static int column(List<Row> run) {
    return run.stream()
        .filter(row -> row.trailing().isPresent())
        .mapToInt(row -> LinePrinter.width(row.code()))
        .max()
        .orElse(0);
  }

  private boolean isOneLine() {
    return code.indexOf('\n') < 0;
  }
}
