package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a program's words mean: the machine and class of the ELF file that the kernel loaded.
 *
 * @param elfMachine {@code e_machine}
 * @param bits 32 or 64, the width of a word in the program's auxiliary vector
 */
record ProcessAbi(int elfMachine, int bits) {
  private static final int IDENT_CLASS = 4;
  private static final int MACHINE_OFFSET = 18;
  private static final int CLASS_32 = 1;
  private static final int CLASS_64 = 2;
  private static final int MAGIC = 0x464c457f;

  /** The start of an ELF file that tells its ABI. */
  static final int HEADER_BYTES = 20;

  /**
   * An ABI and the architectures whose words it takes, the most specific first. IA-32 and x32
   * programs get the same words as x86-64 ones, 32-bit programs of RISC-V the same as 64-bit ones;
   * AArch32's words mean something else than AArch64's.
   */
  private record Row(ProcessAbi abi, String title, List<String> architectures) {
    /** Field by field: a record's own equals is put together at its first use, which takes long. */
    boolean isOf(ProcessAbi other) {
      return abi.elfMachine == other.elfMachine && abi.bits == other.bits;
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row(new ProcessAbi(62, 64), "x86_64", List.of("x86_64")),
          new Row(new ProcessAbi(62, 32), "x32", List.of("x86_64")),
          new Row(new ProcessAbi(3, 32), "i386", List.of("i386", "x86_64")),
          new Row(new ProcessAbi(183, 64), "aarch64", List.of("aarch64")),
          new Row(new ProcessAbi(40, 32), "AArch32", List.of("arm")),
          new Row(new ProcessAbi(243, 64), "riscv64", List.of("riscv64")),
          new Row(new ProcessAbi(243, 32), "riscv32", List.of("riscv64")));

  /** The ABI of a little-endian ELF file, from its start. */
  static Optional<ProcessAbi> of(ByteBuffer header) {
    if (header.limit() < HEADER_BYTES || header.getInt(0) != MAGIC) {
      return Optional.empty();
    }
    int elfClass = header.get(IDENT_CLASS);
    int machine = Short.toUnsignedInt(header.getShort(MACHINE_OFFSET));
    return elfClass == CLASS_64
        ? Optional.of(new ProcessAbi(machine, 64))
        : elfClass == CLASS_32 ? Optional.of(new ProcessAbi(machine, 32)) : Optional.empty();
  }

  /** The ABI of an architecture's own programs. */
  static ProcessAbi of(Machine machine) {
    for (Row row : ROWS) {
      if (row.title().equals(machine.architecture())) {
        return row.abi();
      }
    }
    throw new IllegalArgumentException("no programs of " + machine.architecture());
  }

  int wordBytes() {
    return bits / Byte.SIZE;
  }

  /** The words of a plan that are for programs of this ABI. */
  Optional<HwcapWords> words(HoldPlan plan) {
    for (Row row : ROWS) {
      if (row.isOf(this)) {
        for (String architecture : row.architectures()) {
          Optional<HwcapWords> words = plan.wordsOn(architecture);
          if (words.isPresent()) {
            return words;
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return ROWS.stream()
        .filter(row -> row.isOf(this))
        .findFirst()
        .map(Row::title)
        .orElse(bits + "-bit ELF machine " + elfMachine);
  }
}
