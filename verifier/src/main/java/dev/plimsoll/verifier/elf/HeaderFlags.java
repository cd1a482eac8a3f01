package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.table.TableReader;
import java.util.List;

/** The table of what the flags of an ELF header say of an object's ABI. */
final class HeaderFlags {

  private record Row(int machine, long mask, long value, String name) {}

  private static final List<Row> ROWS =
      TableReader.rows(HeaderFlags.class, "flags.tsv", "machine", "mask", "value", "name").stream()
          .map(
              c ->
                  new Row(
                      Integer.parseInt(c.get(0)),
                      Long.parseLong(c.get(1), 16),
                      Long.parseLong(c.get(2), 16),
                      c.get(3)))
          .toList();

  private HeaderFlags() {}

  static List<String> of(ElfHeader header) {
    return ROWS.stream()
        .filter(row -> row.machine() == header.machine())
        .filter(row -> (header.flags() & row.mask()) == row.value())
        .map(Row::name)
        .toList();
  }
}
