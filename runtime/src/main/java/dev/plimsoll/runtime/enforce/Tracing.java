package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;

/** ptrace, typed; for one thread, since the kernel binds tracees to the thread that took them. */
final class Tracing {
  static final int EVENT_FORK = 1;
  static final int EVENT_VFORK = 2;
  static final int EVENT_CLONE = 3;
  static final int EVENT_EXEC = 4;
  static final int EVENT_STOP = 128;

  static final int TRACE_SYSGOOD = 1;
  static final int TRACE_FORK = 1 << EVENT_FORK;
  static final int TRACE_VFORK = 1 << EVENT_VFORK;
  static final int TRACE_CLONE = 1 << EVENT_CLONE;
  static final int TRACE_EXEC = 1 << EVENT_EXEC;
  static final int EXIT_KILL = 1 << 20;

  /** What a stop at the start or end of a system call looks like with {@link #TRACE_SYSGOOD}. */
  static final int SYSCALL_STOP = Signals.TRAP | 0x80;

  private static final int PTRACE_CONT = 7;
  private static final int PTRACE_SINGLESTEP = 9;
  private static final int PTRACE_DETACH = 17;
  private static final int PTRACE_SYSCALL = 24;
  private static final int PTRACE_GETEVENTMSG = 0x4201;
  private static final int PTRACE_GETSIGINFO = 0x4202;
  private static final int PTRACE_GETREGSET = 0x4204;
  private static final int PTRACE_SETREGSET = 0x4205;
  private static final int PTRACE_SEIZE = 0x4206;
  private static final int PTRACE_INTERRUPT = 0x4207;
  private static final int PTRACE_LISTEN = 0x4208;
  private static final int PTRACE_GETSIGMASK = 0x420a;
  private static final int PTRACE_SETSIGMASK = 0x420b;
  private static final int PTRACE_GET_SYSCALL_INFO = 0x420e;
  private static final int NT_PRSTATUS = 1;
  private static final int SIGSET_BYTES = 8;
  private static final int SIGINFO_BYTES = 128;
  private static final int SIGINFO_CODE = 8;
  private static final int SYSCALL_INFO_BYTES = 24;
  private static final int SYSCALL_INFO_STACK = 16;

  private final Kernel kernel;
  private final ByteBuffer word = Kernel.buffer(Long.BYTES);
  private final ByteBuffer vector = Kernel.buffer(2 * Long.BYTES);
  private final ByteBuffer signalInfo = Kernel.buffer(SIGINFO_BYTES);
  private final ByteBuffer syscallInfo = Kernel.buffer(SYSCALL_INFO_BYTES);

  Tracing(Kernel kernel) {
    this.kernel = kernel;
  }

  long seize(int tid, int options) {
    return kernel.ptrace(PTRACE_SEIZE, tid, 0, options);
  }

  long interrupt(int tid) {
    return kernel.ptrace(PTRACE_INTERRUPT, tid, 0, 0);
  }

  long resume(int tid, int signal) {
    return kernel.ptrace(PTRACE_CONT, tid, 0, signal);
  }

  long resumeToSyscall(int tid) {
    return kernel.ptrace(PTRACE_SYSCALL, tid, 0, 0);
  }

  long resumeForInstruction(int tid) {
    return kernel.ptrace(PTRACE_SINGLESTEP, tid, 0, 0);
  }

  /** Whether the kernel itself raised the signal that a task has stopped for. */
  boolean isRaisedByKernel(int tid) {
    signalInfo.putInt(SIGINFO_CODE, 0);
    kernel.ptrace(PTRACE_GETSIGINFO, tid, 0, kernel.address(signalInfo));
    return signalInfo.getInt(SIGINFO_CODE) > 0;
  }

  /** Lets a stopped process stay stopped until it is continued, as untraced ones do. */
  long listen(int tid) {
    return kernel.ptrace(PTRACE_LISTEN, tid, 0, 0);
  }

  long detach(int tid, int signal) {
    return kernel.ptrace(PTRACE_DETACH, tid, 0, signal);
  }

  /** What an event is about: the new process of a fork, the former id of who called exec. */
  int eventMessage(int tid) {
    word.putLong(0, 0);
    kernel.ptrace(PTRACE_GETEVENTMSG, tid, 0, kernel.address(word));
    return (int) word.getLong(0);
  }

  /** Whether a traced task waits for this thread; a killed one does not. */
  boolean isStopped(int tid) {
    return kernel.ptrace(PTRACE_GETEVENTMSG, tid, 0, kernel.address(word)) >= 0;
  }

  /** Reads the general registers; the result is their length in bytes. */
  long registers(int tid, ByteBuffer into) {
    vector.putLong(0, kernel.address(into)).putLong(Long.BYTES, into.capacity());
    long result = kernel.ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, kernel.address(vector));
    return result < 0 ? result : vector.getLong(Long.BYTES);
  }

  long setRegisters(int tid, ByteBuffer from) {
    vector.putLong(0, kernel.address(from)).putLong(Long.BYTES, from.capacity());
    return kernel.ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, kernel.address(vector));
  }

  /** The stack pointer of a stopped task of any width; from Linux 5.3. */
  long stackPointer(int tid) {
    syscallInfo.putLong(SYSCALL_INFO_STACK, 0);
    kernel.ptrace(PTRACE_GET_SYSCALL_INFO, tid, SYSCALL_INFO_BYTES, kernel.address(syscallInfo));
    return syscallInfo.getLong(SYSCALL_INFO_STACK);
  }

  long signalMask(int tid) {
    word.putLong(0, 0);
    kernel.ptrace(PTRACE_GETSIGMASK, tid, SIGSET_BYTES, kernel.address(word));
    return word.getLong(0);
  }

  long setSignalMask(int tid, long mask) {
    word.putLong(0, mask);
    return kernel.ptrace(PTRACE_SETSIGMASK, tid, SIGSET_BYTES, kernel.address(word));
  }
}
