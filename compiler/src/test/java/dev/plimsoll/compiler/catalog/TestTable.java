package dev.plimsoll.compiler.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A table among the test resources: cells separated by tabs below a line that names them. */
final class TestTable {
  private TestTable() {}

  static Stream<List<String>> rows(String resource) throws IOException {
    try (InputStream in = TestTable.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().skip(1).map(line -> List.of(line.split("\t", -1)));
    }
  }
}
