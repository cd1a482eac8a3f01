package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;

/**
 * The state of a stopped x86 task, 64-bit or 32-bit: always as {@code struct user_regs_struct}, for
 * which {@code PTRACE_GETREGS} goes by the tracer.
 */
final class TracedProgram {
  private static final int PTRACE_PEEKDATA = 2;
  private static final int PTRACE_GETREGS = 12;
  private static final int PTRACE_SETREGS = 13;
  private static final int PTRACE_GETSIGINFO = 0x4202;
  private static final int SIGNAL_INFO_BYTES = 128;
  private static final int CODE_OFFSET = 8;
  private static final int ADDRESS_OFFSET = 16;

  private final Kernel kernel;
  private final ByteBuffer registers;
  private final ByteBuffer signalInfo = Kernel.buffer(SIGNAL_INFO_BYTES);

  TracedProgram(Kernel kernel) {
    this.kernel = kernel;
    this.registers = Kernel.buffer(Machine.X86_64.registers().bytes());
  }

  /** Whether the signal that it has stopped for has a code and an address. */
  boolean isRaised(int tid, int code, long address) {
    long error = kernel.ptrace(PTRACE_GETSIGINFO, tid, 0, kernel.address(signalInfo));
    return error >= 0
        && signalInfo.getInt(CODE_OFFSET) == code
        && signalInfo.getLong(ADDRESS_OFFSET) == address;
  }

  /** Its registers, zeros where it has been killed; the buffer is used again. */
  ByteBuffer registers(int tid) {
    for (int i = 0; i < registers.capacity(); i += Long.BYTES) {
      registers.putLong(i, 0);
    }
    kernel.ptrace(PTRACE_GETREGS, tid, 0, kernel.address(registers));
    return registers;
  }

  long setRegisters(int tid, ByteBuffer from) {
    return kernel.ptrace(PTRACE_SETREGS, tid, 0, kernel.address(from));
  }

  /** Reads as many whole words of its memory as the buffer has and the memory goes on. */
  void peek(int tid, long address, ByteBuffer into) {
    into.clear();
    long at = kernel.address(into);
    int read = 0;
    while (read + Long.BYTES <= into.capacity()
        && kernel.ptrace(PTRACE_PEEKDATA, tid, address + read, at + read) >= 0) {
      read += Long.BYTES;
    }
    into.limit(read);
  }
}
