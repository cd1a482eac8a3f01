package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An architecture that a supervisor runs on: what its system calls look like in registers, in code
 * and to a seccomp filter.
 *
 * @param genericNumbers whether system calls have the numbers of {@code asm-generic/unistd.h}
 * @param singleStep whether {@code PTRACE_SINGLESTEP} over a system call traps once; on AArch64 the
 *     program was seen to get a second trap, and died of it
 */
record Machine(
    String architecture,
    boolean genericNumbers,
    Registers registers,
    SyscallCode syscallCode,
    boolean singleStep,
    List<ExecCalls> execCalls,
    OpenFlags openFlags) {

  private static final int X32 = 0x40000000;

  static final Machine X86_64 =
      new Machine(
          "x86_64",
          false,
          new Registers(27, 16, 19, 10, List.of(10, 15), List.of(14, 13, 12, 7, 9, 8), 1L << 30),
          new SyscallCode(0x050f, 2, 1),
          true,
          List.of(
              new ExecCalls(
                  0xC000003E,
                  List.of(59, 322, X32 | 520, X32 | 545),
                  List.of(317, X32 | 317),
                  List.of(157, X32 | 157)),
              new ExecCalls(0x40000003, List.of(11, 358), List.of(354), List.of(172))),
          new OpenFlags(0x10000, 0x20000));

  static final Machine AARCH64 =
      new Machine(
          "aarch64",
          true,
          new Registers(34, 32, 31, 0, List.of(8), List.of(0, 1, 2, 3, 4, 5), 0),
          new SyscallCode(0xd4000001, 4, 4),
          false,
          List.of(
              new ExecCalls(0xC00000B7, List.of(221, 281), List.of(277), List.of(167)),
              new ExecCalls(0x40000028, List.of(11, 387), List.of(383), List.of(172))),
          new OpenFlags(0x4000, 0x8000));

  static final Machine RISCV64 =
      new Machine(
          "riscv64",
          true,
          new Registers(32, 0, 2, 10, List.of(17), List.of(10, 11, 12, 13, 14, 15), 0),
          new SyscallCode(0x00000073, 4, 2),
          false,
          List.of(
              new ExecCalls(0xC00000F3, List.of(221, 281), List.of(277), List.of(167)),
              new ExecCalls(0x400000F3, List.of(221, 281), List.of(277), List.of(167))),
          new OpenFlags(0x10000, 0x20000));

  private static final List<Machine> ALL = List.of(X86_64, AARCH64, RISCV64);

  /**
   * Where a system call's parts are: indices into the 64-bit words that {@code PTRACE_GETREGSET} of
   * {@code NT_PRSTATUS} gives, {@code struct user_regs_struct} or {@code struct user_pt_regs}. They
   * are set before the call's instruction: RISC-V keeps the first argument elsewhere from there on.
   *
   * @param words length of the set
   * @param result where the call's result is
   * @param number where the call's number is; on x86-64 also what makes the kernel restart a call
   * @param narrow what the last of these has after the exec of a program that has all registers and
   *     half their width, as x32 programs; 0 where there are none
   */
  record Registers(
      int words,
      int programCounter,
      int stackPointer,
      int result,
      List<Integer> number,
      List<Integer> arguments,
      long narrow) {

    int bytes() {
      return words * Long.BYTES;
    }

    /** Whether they are those of a program whose words are as wide as the registers. */
    boolean areWide(ByteBuffer registers, long length) {
      int last = number.get(number.size() - 1) * Long.BYTES;
      return length == bytes() && (registers.getLong(last) & narrow) == 0;
    }
  }

  /** The instruction that makes a system call, little endian, and where it may begin. */
  record SyscallCode(int instruction, int length, int alignment) {
    /** The offset of the first such instruction. */
    OptionalInt find(ByteBuffer code) {
      ByteBuffer little = code.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at + Integer.BYTES <= little.limit(); at += alignment) {
        int mask = length == Integer.BYTES ? -1 : (1 << (length * Byte.SIZE)) - 1;
        if ((little.getInt(at) & mask) == instruction) {
          return OptionalInt.of(at);
        }
      }
      return OptionalInt.empty();
    }
  }

  /**
   * Calls as a seccomp filter sees them on one ABI.
   *
   * @param numbers of those that execute a program
   * @param seccomp of {@code seccomp(2)}
   * @param prctl of {@code prctl(2)}
   */
  record ExecCalls(
      int auditArch, List<Integer> numbers, List<Integer> seccomp, List<Integer> prctl) {}

  /** Flags of {@code open(2)} that differ between architectures. */
  record OpenFlags(int directory, int noFollow) {}

  /** Whether a call, as a seccomp filter sees it, executes a program. */
  boolean executes(int auditArch, int number) {
    for (ExecCalls abi : execCalls) {
      if (abi.auditArch() == auditArch) {
        return abi.numbers().contains(number);
      }
    }
    return false;
  }

  /** The architectures' names. */
  static List<String> names() {
    return ALL.stream().map(Machine::architecture).toList();
  }

  static Optional<Machine> named(String architecture) {
    for (Machine machine : ALL) {
      if (machine.architecture().equals(architecture)) {
        return Optional.of(machine);
      }
    }
    return Optional.empty();
  }
}
