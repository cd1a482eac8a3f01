package dev.plimsoll.runtime.enforce;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter that announces every call which executes a program, and nothing else.
 *
 * <p>It holds for the calling thread and all that descends from it, for good.
 */
final class ExecFilter {
  private static final int SET_MODE_FILTER = 1;
  private static final int NEW_LISTENER = 1 << 3;
  private static final int WAIT_KILLABLE_RECV = 1 << 5;
  private static final int PR_SET_NO_NEW_PRIVS = 38;

  private static final int RET_USER_NOTIF = 0x7fc00000;
  private static final int RET_ALLOW = 0x7fff0000;
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int NUMBER_OFFSET = 0;
  private static final int ARCH_OFFSET = 4;
  private static final int INSTRUCTION_BYTES = 8;

  /** One instruction of classic BPF, {@code struct sock_filter}. */
  private record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

  private ExecFilter() {}

  /**
   * Installs it for the calling thread.
   *
   * @return the descriptor that announcements are read from, or a negative error number
   */
  static int install(Kernel kernel) {
    List<Instruction> program = program(kernel.machine());
    ByteBuffer code = Kernel.buffer(program.size() * INSTRUCTION_BYTES);
    for (Instruction i : program) {
      code.putShort((short) i.code()).put((byte) i.ifTrue()).put((byte) i.ifFalse());
      code.putInt(i.operand());
    }
    ByteBuffer argument = Kernel.buffer(2 * Long.BYTES);
    argument.putShort(0, (short) program.size()).putLong(Long.BYTES, kernel.address(code));
    try {
      long installed = attempt(kernel, argument);
      if (installed == -Errno.EACCES) {
        kernel.prctl(PR_SET_NO_NEW_PRIVS, 1);
        installed = attempt(kernel, argument);
      }
      return (int) installed;
    } finally {
      Reference.reachabilityFence(code);
    }
  }

  /** Kernels before 5.19 cannot keep a waiting process from being disturbed by signals. */
  private static long attempt(Kernel kernel, ByteBuffer argument) {
    long installed = kernel.seccomp(SET_MODE_FILTER, NEW_LISTENER | WAIT_KILLABLE_RECV, argument);
    return installed == -Errno.EINVAL
        ? kernel.seccomp(SET_MODE_FILTER, NEW_LISTENER, argument)
        : installed;
  }

  private static List<Instruction> program(Machine machine) {
    List<Instruction> program = new ArrayList<>();
    program.add(new Instruction(LOAD_WORD, 0, 0, ARCH_OFFSET));
    for (Machine.ExecCalls abi : machine.execCalls()) {
      int calls = abi.numbers().size();
      program.add(new Instruction(JUMP_IF_EQUAL, 0, calls + 3, abi.auditArch()));
      program.add(new Instruction(LOAD_WORD, 0, 0, NUMBER_OFFSET));
      for (int i = 0; i < calls; i++) {
        program.add(new Instruction(JUMP_IF_EQUAL, calls - i, 0, abi.numbers().get(i)));
      }
      program.add(new Instruction(RETURN, 0, 0, RET_ALLOW));
      program.add(new Instruction(RETURN, 0, 0, RET_USER_NOTIF));
    }
    program.add(new Instruction(RETURN, 0, 0, RET_ALLOW));
    return program;
  }
}
