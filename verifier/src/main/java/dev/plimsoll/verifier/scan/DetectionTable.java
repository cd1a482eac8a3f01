package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.table.TableReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** The table of what asks a machine which features it has. */
final class DetectionTable {

  private record Row(String seen, String name, String mechanism, Optional<String> via) {}

  private static final List<Row> ROWS =
      TableReader.rows(DetectionTable.class, "detection.tsv", "seen", "name", "mechanism", "via")
          .stream()
          .map(
              c ->
                  new Row(
                      c.get(0),
                      c.get(1),
                      c.get(2),
                      Optional.of(c.get(3)).filter(via -> !via.equals("-"))))
          .toList();

  private DetectionTable() {}

  /**
   * What an object asks by.
   *
   * @param sites how many instructions detect, by {@code InstructionClass.detection}
   * @param imports symbols that the object does not define
   */
  static List<Detection> of(Map<String, Long> sites, SortedSet<String> imports) {
    Stream<Detection> instructions =
        sites.entrySet().stream().map(e -> instruction(e.getKey(), e.getValue()));
    Stream<Detection> symbols =
        ROWS.stream()
            .filter(row -> row.seen().equals("import") && imports.contains(row.name()))
            .map(row -> new Detection(row.mechanism(), row.via(), 0));
    return Stream.concat(instructions, symbols)
        .sorted(Comparator.comparing(Detection::mechanism).thenComparing(d -> d.via().orElse("")))
        .toList();
  }

  private static Detection instruction(String name, long count) {
    return ROWS.stream()
        .filter(row -> row.seen().equals("instruction") && row.name().equals(name))
        .map(row -> new Detection(row.mechanism(), row.via(), count))
        .findFirst()
        .orElseGet(() -> new Detection(name, Optional.empty(), count));
  }
}
