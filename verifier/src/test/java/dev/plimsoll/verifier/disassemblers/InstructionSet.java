package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.table.TableReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

  private static final int CODE_AT = 64;

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

  /** Where the code is in an {@link #object}. */
  static CodeRange range(byte[] code) {
    return new CodeRange(".text", 0, CODE_AT, code.length);
  }

  /** A relocatable object that has this code and no symbol. */
  byte[] object(byte[] code) {
    byte[] names = "\0.text\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
    int headerSize = header.wide() ? 64 : 52;
    int entrySize = header.wide() ? 64 : 40;
    int namesAt = CODE_AT + code.length;
    int tableAt = namesAt + names.length + 63 & -64;
    ByteBuffer out =
        ByteBuffer.allocate(tableAt + 3 * entrySize)
            .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, 0).put(0, new byte[] {0x7f, 'E', 'L', 'F'});
    out.put(4, (byte) (header.wide() ? 2 : 1)).put(5, (byte) (header.bigEndian() ? 2 : 1));
    out.put(6, (byte) 1).position(16);
    out.putShort((short) 1).putShort((short) header.machine()).putInt(1);
    word(out, 0);
    word(out, 0);
    word(out, tableAt);
    out.putInt(header.flags()).putShort((short) headerSize).putInt(0);
    out.putShort((short) entrySize).putShort((short) 3).putShort((short) 2);
    out.position(CODE_AT);
    out.put(code).put(names).position(tableAt + entrySize);
    section(out, 1, 1, 6, CODE_AT, code.length, 16);
    section(out, 7, 3, 0, namesAt, names.length, 1);
    return out.array();
  }

  private void section(
      ByteBuffer out, int name, int type, int flags, int offset, int size, int align) {
    out.putInt(name).putInt(type);
    word(out, flags);
    word(out, 0);
    word(out, offset);
    word(out, size);
    out.putInt(0).putInt(0);
    word(out, align);
    word(out, 0);
  }

  private void word(ByteBuffer out, int value) {
    if (header.wide()) {
      out.putLong(value);
    } else {
      out.putInt(value);
    }
  }
}
