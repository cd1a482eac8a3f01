package dev.plimsoll.verifier.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a table from the resources: UTF-8, one row a line, columns separated by one tab, the first
 * line names the columns, lines that begin with {@code #} are comments.
 */
public final class TableReader {

  private TableReader() {}

  /**
   * The rows of a table, in its order.
   *
   * @param owner a class beside the resource
   * @param name the resource's file name
   * @param columns the column names that the first line must have, in order
   * @throws IllegalStateException if the resource is missing or has other columns: a broken build
   */
  public static List<List<String>> rows(Class<?> owner, String name, String... columns) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + " beside " + owner.getName());
      }
      List<List<String>> lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> List.of(line.split("\t", -1)))
              .toList();
      if (lines.isEmpty() || !lines.get(0).equals(Arrays.asList(columns))) {
        throw new IllegalStateException(name + " does not have the columns " + List.of(columns));
      }
      lines.stream()
          .filter(row -> row.size() != columns.length)
          .findFirst()
          .ifPresent(
              row -> {
                throw new IllegalStateException(name + " has a row of another width: " + row);
              });
      return lines.subList(1, lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
