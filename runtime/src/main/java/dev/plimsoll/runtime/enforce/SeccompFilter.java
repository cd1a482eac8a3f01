package dev.plimsoll.runtime.enforce;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter: classic BPF that holds for a thread and all that descends from it, for good.
 */
final class SeccompFilter {
  static final int RET_ERRNO = 0x00050000;
  static final int RET_USER_NOTIF = 0x7fc00000;
  static final int RET_ALLOW = 0x7fff0000;

  static final int NUMBER_OFFSET = 0;
  static final int ARCH_OFFSET = 4;

  private static final int ARGUMENTS_OFFSET = 16;
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int INSTRUCTION_BYTES = 8;
  private static final int SET_MODE_FILTER = 1;
  private static final int PR_SET_NO_NEW_PRIVS = 38;

  /** One instruction, {@code struct sock_filter}. */
  private record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

  private final List<Instruction> program = new ArrayList<>();

  /** Where the lower half of an argument of a system call is. */
  static int argumentOffset(int index) {
    return ARGUMENTS_OFFSET + index * Long.BYTES;
  }

  SeccompFilter load(int offset) {
    program.add(new Instruction(LOAD_WORD, 0, 0, offset));
    return this;
  }

  /** Passes over some of the next instructions, by whether what was loaded is a number. */
  SeccompFilter skip(int number, int ifEqual, int ifNot) {
    program.add(new Instruction(JUMP_IF_EQUAL, ifEqual, ifNot, number));
    return this;
  }

  SeccompFilter give(int result) {
    program.add(new Instruction(RETURN, 0, 0, result));
    return this;
  }

  /**
   * Installs it for the calling thread; one without the right to do so gives up gaining privileges
   * for it.
   *
   * @return what the kernel gives, or a negative error number
   */
  long install(Kernel kernel, int flags) {
    ByteBuffer code = Kernel.buffer(program.size() * INSTRUCTION_BYTES);
    for (Instruction i : program) {
      code.putShort((short) i.code()).put((byte) i.ifTrue()).put((byte) i.ifFalse());
      code.putInt(i.operand());
    }
    ByteBuffer argument = Kernel.buffer(2 * Long.BYTES);
    argument.putShort(0, (short) program.size()).putLong(Long.BYTES, kernel.address(code));
    try {
      long installed = kernel.seccomp(SET_MODE_FILTER, flags, argument);
      if (installed == -Errno.EACCES) {
        kernel.prctl(PR_SET_NO_NEW_PRIVS, 1);
        installed = kernel.seccomp(SET_MODE_FILTER, flags, argument);
      }
      return installed;
    } finally {
      Reference.reachabilityFence(code);
    }
  }
}
