package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.words.AuxType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes an i386 program at its exec stop call {@code arch_prctl} before its first instruction, by
 * {@code int 0x80} of its vDSO; the program is afterwards as it was.
 */
final class CompatCall {
  /** Of i386. */
  static final int ARCH_PRCTL = 384;

  private static final Machine.SyscallCode INTERRUPT = new Machine.SyscallCode(0x80cd, 2, 1);
  private static final int RAX = 10;
  private static final int ORIG_RAX = 15;
  private static final int RIP = 16;

  /** EBX, ECX, EDX, ESI, EDI and EBP. */
  private static final int[] ARGUMENTS = {5, 11, 12, 13, 14, 4};

  private static final int VDSO_BYTES = 1 << 13;

  /**
   * What came of it.
   *
   * @param value the call's, or a negative error number
   * @param end how the process ended, where it was killed meanwhile
   */
  record Result(long value, Optional<WaitStatus> end) {
    private static final Result NOT_MADE = new Result(-Errno.EPERM, Optional.empty());
  }

  private final Kernel kernel;
  private final Tracing tracing;
  private final TracedProgram traced;
  private final ByteBuffer saved = Kernel.buffer(Machine.X86_64.registers().bytes());
  private final ByteBuffer text = Kernel.buffer(4096);
  private final ByteBuffer chunk = NewStack.chunk();
  private final ByteBuffer vdso = Kernel.buffer(VDSO_BYTES);
  private final ByteBuffer status = Kernel.buffer(Integer.BYTES);

  CompatCall(Kernel kernel, Tracing tracing, TracedProgram traced) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.traced = traced;
  }

  Result make(int pid, int ownFilters, List<Long> arguments) {
    boolean hasMore = ProcStatus.filters(kernel, pid, text) != ownFilters;
    OptionalInt interrupt = hasMore ? OptionalInt.empty() : interrupt(pid);
    if (interrupt.isEmpty()) {
      return Result.NOT_MADE;
    }
    Stepping stepping = new Stepping(kernel, tracing, pid, status);
    long value =
        stepping.toSyscallStop()
            ? call(pid, stepping, interrupt.getAsInt(), arguments)
            : -Errno.EPERM;
    stepping.end();
    return new Result(value, stepping.ending());
  }

  /** From the end of exec, whose registers are those that the program begins with. */
  private long call(int pid, Stepping stepping, int interrupt, List<Long> arguments) {
    ByteBuffer changed = traced.registers(pid);
    saved.put(0, changed, 0, saved.capacity());
    changed.putLong(RAX * Long.BYTES, ARCH_PRCTL).putLong(ORIG_RAX * Long.BYTES, -1);
    changed.putLong(RIP * Long.BYTES, Integer.toUnsignedLong(interrupt));
    for (int i = 0; i < ARGUMENTS.length; i++) {
      changed.putLong(ARGUMENTS[i] * Long.BYTES, arguments.get(i));
    }
    boolean made = traced.setRegisters(pid, changed) >= 0 && stepping.overSyscall();
    long value = made ? (int) traced.registers(pid).getLong(RAX * Long.BYTES) : -Errno.EPERM;
    traced.setRegisters(pid, saved);
    return value;
  }

  /** The address of the instruction. */
  private OptionalInt interrupt(int pid) {
    long start = ProcStat.read(kernel, pid, text).field(ProcStat.START_STACK);
    NewStack.Memory memory = new NewStack.OfProcess(kernel, pid);
    Optional<NewStack.Pair> base =
        NewStack.read(memory, start, Integer.BYTES, chunk)
            .value()
            .flatMap(stack -> stack.pair(AuxType.AT_SYSINFO_EHDR));
    if (base.isEmpty() || memory.read(base.get().value(), vdso) <= 0) {
      return OptionalInt.empty();
    }
    OptionalInt offset = INTERRUPT.find(vdso);
    return offset.isEmpty() ? offset : OptionalInt.of((int) base.get().value() + offset.getAsInt());
  }
}
