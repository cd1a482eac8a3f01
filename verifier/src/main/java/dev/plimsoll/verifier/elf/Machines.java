package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.table.TableReader;
import java.util.List;
import java.util.Optional;

/** The table of ELF machines. */
final class Machines {

  private record Row(int number, String elfClass, String data, long flags, Machine machine) {

    boolean matches(ElfHeader header) {
      return number == header.machine()
          && (elfClass.equals("*") || elfClass.equals(header.wide() ? "64" : "32"))
          && (data.equals("*") || data.equals(header.bigEndian() ? "msb" : "lsb"))
          && (header.flags() & flags) == flags;
    }
  }

  private static final List<Row> ROWS =
      TableReader.rows(
              Machines.class,
              "machines.tsv",
              "machine",
              "class",
              "data",
              "flags",
              "architecture",
              "abi",
              "family",
              "modebits")
          .stream()
          .map(
              c ->
                  new Row(
                      Integer.parseInt(c.get(0)),
                      c.get(1),
                      c.get(2),
                      optional(c.get(3)).map(flags -> Long.parseLong(flags, 16)).orElse(0L),
                      new Machine(
                          c.get(4),
                          optional(c.get(5)),
                          optional(c.get(6)).orElse(""),
                          Integer.parseInt(c.get(7)))))
          .toList();

  private Machines() {}

  static Machine of(ElfHeader header) {
    return ROWS.stream()
        .filter(row -> row.matches(header))
        .map(Row::machine)
        .findFirst()
        .orElseGet(
            () ->
                new Machine(
                    "machine-" + header.machine(),
                    Optional.of(
                        (header.wide() ? "64-bit " : "32-bit ")
                            + (header.bigEndian() ? "big-endian" : "little-endian")),
                    "",
                    0));
  }

  private static Optional<String> optional(String cell) {
    return cell.equals("-") ? Optional.empty() : Optional.of(cell);
  }
}
