package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.ElfBuilder;
import dev.plimsoll.verifier.table.TableReader;
import java.util.HexFormat;
import java.util.List;

/**
 * An instruction set as the disassemblers call it.
 *
 * @param name the architecture, and after a hyphen the mode if it has several
 * @param everything LLVM's options with which it knows all instructions; a pattern between slashes
 *     stands for all its features of such names
 * @param base LLVM's option for what is the base here; empty where it does not tell features apart
 * @param objdump options of GNU objdump
 * @param fence no-operations after which sweeps meet again
 */
record InstructionSet(
    String name,
    Header header,
    String triple,
    String everything,
    String base,
    String objdump,
    byte[] fence) {

  private static final int RELOCATABLE = 1;

  /** What ELF headers of this instruction set say. */
  record Header(int machine, boolean wide, boolean bigEndian, int flags) {}

  static List<InstructionSet> all() {
    return TableReader.rows(
            InstructionSet.class,
            "instruction-sets.tsv",
            "set",
            "machine",
            "class",
            "order",
            "flags",
            "triple",
            "everything",
            "base",
            "objdump",
            "fence")
        .stream()
        .map(InstructionSet::of)
        .toList();
  }

  private static InstructionSet of(List<String> row) {
    Header header =
        new Header(
            Integer.parseInt(row.get(1)),
            row.get(2).equals("64"),
            row.get(3).equals("msb"),
            Integer.parseInt(row.get(4), 16));
    return new InstructionSet(
        row.get(0),
        header,
        row.get(5),
        row.get(6),
        row.get(7),
        row.get(8),
        HexFormat.of().parseHex(row.get(9)));
  }

  String architecture() {
    return name.split("-", -1)[0];
  }

  /** Whether it is one of several that an architecture's objects have code of. */
  boolean oneOfSeveral() {
    return name.contains("-");
  }

  /** Its number among the architecture's. */
  int mode() {
    return name.endsWith("-t32") ? 1 : 0;
  }

  boolean x86() {
    return name.equals("x86_64") || name.equals("i386");
  }

  Decoder decoder() {
    return oneOfSeveral()
        ? Decoders.forMode(architecture(), name.split("-", -1)[1]).orElseThrow()
        : Decoders.forArchitecture(name).orElseThrow();
  }

  /**
   * An instruction as the number that tables have it as.
   *
   * @param hex in memory order
   */
  long number(String hex) {
    int size = hex.length() / 2;
    int chunk = Math.min(size, header.bigEndian() ? 1 : name.equals("arm-t32") ? 2 : 4);
    long number = 0;
    for (int i = 0; i < size; i++) {
      int at = i / chunk * chunk + (chunk - 1 - i % chunk);
      number = number << 8 | Integer.parseInt(hex.substring(2 * at, 2 * at + 2), 16);
    }
    return number;
  }

  /** A relocatable object that has this code and no symbol. */
  byte[] object(byte[] code) {
    return new ElfBuilder(header.wide(), header.bigEndian())
        .type(RELOCATABLE)
        .machine(header.machine())
        .flags(header.flags())
        .code(".text", 0, code)
        .build();
  }
}
