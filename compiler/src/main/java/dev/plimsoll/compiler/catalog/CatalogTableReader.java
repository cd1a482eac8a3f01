package dev.plimsoll.compiler.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a packaged table: UTF-8, cells separated by tabs, a first line that names the columns. */
final class CatalogTableReader {
  private final String resource;
  private final Map<String, Integer> columns;
  private final List<String[]> rows;

  private CatalogTableReader(String resource, String header, List<String[]> rows) {
    List<String> names = List.of(header.substring(1).split("\t", -1));
    this.resource = resource;
    this.columns =
        IntStream.range(0, names.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(names::get, i -> i));
    this.rows = rows;
  }

  /**
   * The rows of a table beside this class.
   *
   * @param table for example {@code architectures}, or {@code <architecture>/features}
   * @throws IllegalStateException if the table is not packaged or not rectangular
   */
  static Stream<Row> read(String table) {
    String resource = table + ".tsv";
    try (InputStream in = CatalogTableReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the catalogue was packaged without " + resource);
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      String header = lines.readLine();
      List<String[]> rows = new ArrayList<>();
      lines.lines().forEach(line -> rows.add(line.split("\t", -1)));
      if (header == null || !header.startsWith("#")) {
        throw new IllegalStateException(resource + ": the first line must name the columns");
      }
      return new CatalogTableReader(resource, header, rows).rows();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private Stream<Row> rows() {
    return rows.stream().map(Row::new);
  }

  /** One line of a table. */
  final class Row {
    private final String[] cells;

    private Row(String[] cells) {
      if (cells.length != columns.size()) {
        throw new IllegalStateException(
            resource + ": " + cells.length + " cells in the line of " + cells[0]);
      }
      this.cells = cells;
    }

    String text(String column) {
      Integer index = columns.get(column);
      if (index == null) {
        throw new IllegalStateException(resource + ": no column " + column);
      }
      return cells[index];
    }

    /** The table and the cells. */
    @Override
    public String toString() {
      return resource + ": " + String.join(" | ", cells);
    }

    /** A cell that may be empty. */
    Optional<String> optional(String column) {
      return Optional.of(text(column)).filter(cell -> !cell.isEmpty());
    }

    /** A comma-separated cell; empty for an empty one. */
    List<String> list(String column) {
      String text = text(column);
      return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
  }
}
