package dev.plimsoll.compiler.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The tables beside this class: tab-separated, a first line that names the columns. */
final class ProbeTables {
  private ProbeTables() {}

  static List<List<String>> rows(String table) {
    try (InputStream in = ProbeTables.class.getResourceAsStream(table)) {
      if (in == null) {
        throw new IllegalStateException("packaged without " + table);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(table, e);
    }
  }
}
