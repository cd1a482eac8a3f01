package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.table.TableReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The differences that are known, with who is right, and how often each came up. */
final class ExpectedDifferences {

  /**
   * A row of the table.
   *
   * @param number of the row, from 1
   * @param in {@code objects}, {@code random}, or empty for both
   * @param encoding {@code mask/value} of the instruction as a number, a pattern of its hex between
   *     slashes, or empty for any
   * @param there pattern that begins what the tool shows
   * @param here pattern of what is said here
   * @param what the instructions, for readers
   */
  record Row(
      int number,
      Set<String> sets,
      Tool tool,
      String in,
      Difference.Kind kind,
      String encoding,
      Pattern there,
      Pattern here,
      String what,
      String right,
      String why,
      String source,
      LongAdder inObjects,
      LongAdder inRandom) {

    private boolean explains(Subject subject, Difference difference) {
      InstructionSet set = subject.set();
      return kind == difference.kind()
          && sets.contains(set.name())
          && (in.isEmpty() || in.equals(subject.random() ? "random" : "objects"))
          && here.matcher(difference.here()).matches()
          && there.matcher(difference.there()).lookingAt()
          && encodes(set, difference.hex());
    }

    private boolean encodes(InstructionSet set, String hex) {
      if (encoding.isEmpty()) {
        return true;
      }
      int slash = encoding.indexOf('/');
      if (slash == 0) {
        return Pattern.compile(encoding.substring(1, encoding.length() - 1)).matcher(hex).matches();
      }
      return hex.length() == slash
          && (set.number(hex) & Long.parseUnsignedLong(encoding.substring(0, slash), 16))
              == Long.parseUnsignedLong(encoding.substring(slash + 1), 16);
    }

    long times() {
      return inObjects.sum() + inRandom.sum();
    }
  }

  private final List<Row> rows;

  private ExpectedDifferences(List<Row> rows) {
    this.rows = rows;
  }

  static ExpectedDifferences read() {
    List<List<String>> cells =
        TableReader.rows(
            ExpectedDifferences.class,
            "differences.tsv",
            "sets",
            "tool",
            "in",
            "kind",
            "encoding",
            "there",
            "here",
            "what",
            "right",
            "why",
            "source");
    return new ExpectedDifferences(
        IntStream.range(0, cells.size()).mapToObj(i -> row(i + 1, cells.get(i))).toList());
  }

  private static Row row(int number, List<String> cells) {
    return new Row(
        number,
        new LinkedHashSet<>(List.of(cells.get(0).split(",", -1))),
        Tool.valueOf(cells.get(1).toUpperCase(Locale.ROOT)),
        cells.get(2),
        Difference.Kind.valueOf(cells.get(3).toUpperCase(Locale.ROOT)),
        cells.get(4),
        Pattern.compile(cells.get(5)),
        Pattern.compile(cells.get(6).isEmpty() ? ".*" : cells.get(6)),
        cells.get(7),
        cells.get(8),
        cells.get(9),
        cells.get(10),
        new LongAdder(),
        new LongAdder());
  }

  List<Row> rows() {
    return rows;
  }

  /** The first row that explains a difference; it counts it. */
  Optional<Row> explain(Subject subject, Tool tool, Difference difference) {
    Optional<Row> found =
        rows.stream()
            .filter(row -> row.tool == tool && row.explains(subject, difference))
            .findFirst();
    found.ifPresent(row -> (subject.random() ? row.inRandom : row.inObjects).increment());
    return found;
  }

  /** The table for readers, as it stands in docs/decoding.md. */
  String text() {
    return "| where | there | who is right |\n| --- | --- | --- |\n"
        + rows.stream().map(ExpectedDifferences::line).collect(Collectors.joining());
  }

  private static String line(Row row) {
    return String.format(
        Locale.ROOT,
        "| %s%s: %s | %s: %s | %s: %s (%s) |\n",
        String.join(", ", row.sets),
        row.in.isEmpty() ? "" : ", " + row.in,
        row.what,
        row.tool.shown(),
        row.kind.shown(),
        row.right,
        row.why,
        row.source);
  }
}
