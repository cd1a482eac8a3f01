package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.table.TableReader;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The table of declared extensions whose instructions are not decoded as what they are. */
final class Overlaps {

  private record Row(String architecture, Pattern extension, String instead) {}

  private static final List<Row> ROWS =
      TableReader.rows(Overlaps.class, "overlaps.tsv", "architecture", "extension", "why").stream()
          .map(row -> new Row(row.get(0), Pattern.compile(row.get(1)), row.get(2)))
          .toList();

  private Overlaps() {}

  /** What of an object is not known because of what it declares; a sentence an extension. */
  static List<String> of(String architecture, Set<String> extensions) {
    return ROWS.stream()
        .filter(row -> row.architecture().equals(architecture))
        .flatMap(
            row ->
                extensions.stream()
                    .filter(name -> row.extension().matcher(name).matches())
                    .map(name -> "declares " + name + ", " + row.instead()))
        .sorted()
        .toList();
  }
}
