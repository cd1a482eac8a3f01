package dev.plimsoll.cli.knobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables with tabs between the columns; the first line names them, lines with {@code #} do not
 * count.
 */
final class Table {
  private Table() {}

  static List<Map<String, String>> read(Path file) {
    try {
      List<String> lines =
          Files.readAllLines(file).stream()
              .filter(l -> !l.isEmpty() && !l.startsWith("#"))
              .toList();
      String[] names = lines.get(0).split("\t", -1);
      return lines.stream().skip(1).map(line -> row(file, names, line.split("\t", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> row(Path file, String[] names, String[] cells) {
    if (cells.length != names.length) {
      throw new IllegalStateException(
          file + ": " + cells.length + " cells instead of " + names.length + ": " + cells[0]);
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], cells[i]);
    }
    return row;
  }

  static String cell(Map<String, String> row, String column) {
    String cell = row.get(column);
    if (cell == null) {
      throw new IllegalStateException("no column " + column);
    }
    return cell;
  }

  /** The words of a cell; none if it is empty. */
  static List<String> words(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.trim().split(" +"));
  }
}
