package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.words.AuxType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Makes {@code /proc/PID/auxv} of a process at its exec stop agree with its stack: the process
 * itself is made to call {@code prctl(PR_SET_MM, PR_SET_MM_MAP)} before its first instruction.
 *
 * <p>Nothing of its code is changed: the call is made from an instruction of the vDSO. At this
 * point the end of the heap is its start, so that setting both is no race; on a running process it
 * would be one.
 */
final class SavedVector {
  private static final int PR_SET_MM = 35;
  private static final int PR_SET_MM_MAP = 14;
  private static final int MAP_BYTES = 104;
  private static final int VDSO_BYTES = 1 << 14;

  /** Free space under the stack of a new program: the kernel maps much more than that. */
  private static final int BELOW_STACK = 4096;

  /** The offset of {@code auxv} in {@code struct prctl_mm_map}. */
  private static final int VECTOR_POINTER = 88;

  private static final int MAX_STEPS = 64;

  private static final List<Integer> MAP_FIELDS =
      List.of(
          ProcStat.START_CODE,
          ProcStat.END_CODE,
          ProcStat.START_DATA,
          ProcStat.END_DATA,
          ProcStat.START_BRK,
          ProcStat.START_BRK,
          ProcStat.START_STACK,
          ProcStat.ARG_START,
          ProcStat.ARG_END,
          ProcStat.ENV_START,
          ProcStat.ENV_END);

  private final Kernel kernel;
  private final Tracing tracing;
  private final int ownFilters;
  private final ByteBuffer saved;
  private final ByteBuffer changed;
  private final ByteBuffer status = Kernel.buffer(Integer.BYTES);
  private final ByteBuffer text = Kernel.buffer(4096);
  private final ByteBuffer vdso = Kernel.buffer(VDSO_BYTES);

  /**
   * Offsets of the system call instruction by the vDSO's size, which tells one vDSO from another.
   */
  private OptionalInt syscallOffset = OptionalInt.empty();

  /**
   * @param ownFilters how many seccomp filters a process has because it is held; one with more is
   *     left alone, for an unexpected call could be its death
   */
  SavedVector(Kernel kernel, Tracing tracing, int ownFilters) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.ownFilters = ownFilters;
    int bytes = kernel.machine().registers().bytes();
    this.saved = Kernel.buffer(bytes);
    this.changed = Kernel.buffer(bytes);
  }

  /**
   * What came of it.
   *
   * @param agrees whether the kernel's copy shows the new words
   * @param end how the process ended, where it was killed meanwhile
   */
  record Outcome(boolean agrees, Optional<WaitStatus> end) {
    static final Outcome UNTOUCHED = new Outcome(false, Optional.empty());
  }

  /** Replaces the kernel's copy; whatever comes of it, the process itself is as it was. */
  Outcome replace(int pid, int memory, ProcStat stat, NewStack stack, List<NewStack.Pair> changes) {
    Optional<Long> instruction = syscallAddress(memory, stack);
    ByteBuffer argument = argument(stat, stack, changes);
    ByteBuffer former = Kernel.buffer(argument.capacity());
    long at = stat.field(ProcStat.START_STACK) - BELOW_STACK;
    if (instruction.isEmpty()
        || filters(pid) != ownFilters
        || tracing.registers(pid, saved) != saved.capacity()
        || kernel.read(memory, former, at) != former.capacity()) {
      return Outcome.UNTOUCHED;
    }
    argument.putLong(VECTOR_POINTER, at + MAP_BYTES);
    kernel.write(memory, argument, at);
    prepareCall(instruction.get(), at);
    long mask = tracing.signalMask(pid);
    tracing.setSignalMask(pid, -1);
    Call call = new Call(pid);
    boolean agrees = call.run();
    tracing.setRegisters(pid, saved);
    kernel.write(memory, former, at);
    tracing.setSignalMask(pid, mask);
    if (call.stopSignal != 0) {
      kernel.kill(pid, call.stopSignal);
    }
    return new Outcome(agrees, call.end);
  }

  /** The steps from the exec stop over the end of exec to the end of the injected call. */
  private final class Call {
    private final int pid;
    private int stopSignal;
    private Optional<WaitStatus> end = Optional.empty();

    Call(int pid) {
      this.pid = pid;
    }

    boolean run() {
      return step()
          && tracing.setRegisters(pid, changed) >= 0
          && step()
          && step()
          && tracing.registers(pid, changed) == changed.capacity()
          && changed.getLong(kernel.machine().registers().result() * Long.BYTES) == 0;
    }

    /** Runs to the next start or end of a system call; keeps what must not be lost on the way. */
    private boolean step() {
      for (int i = 0; i < MAX_STEPS; i++) {
        if (tracing.resumeToSyscall(pid) < 0
            || kernel.wait(pid, Kernel.WALL | Kernel.WNOTHREAD, status) != pid) {
          return false;
        }
        WaitStatus stop = new WaitStatus(status.getInt(0));
        if (!stop.stopped()) {
          end = Optional.of(stop);
          return false;
        }
        if (stop.signal() == Tracing.SYSCALL_STOP) {
          return true;
        }
        if (stop.event() == 0 && Signals.stops(stop.signal())) {
          stopSignal = stop.signal();
        }
      }
      return false;
    }
  }

  private Optional<Long> syscallAddress(int memory, NewStack stack) {
    Optional<Long> base = stack.pair(AuxType.AT_SYSINFO_EHDR).map(NewStack.Pair::value);
    if (base.isPresent() && syscallOffset.isEmpty() && kernel.read(memory, vdso, base.get()) > 0) {
      syscallOffset = kernel.machine().syscallCode().find(vdso);
    }
    return syscallOffset.isEmpty()
        ? Optional.empty()
        : base.map(address -> address + syscallOffset.getAsInt());
  }

  /** How many seccomp filters this thread has. */
  static int ownFilters(Kernel kernel) {
    return ProcStatus.read(kernel, "thread-self").number(ProcStatus.FILTERS).orElse(0);
  }

  private int filters(int pid) {
    return ProcStatus.read(kernel, Integer.toString(pid), text)
        .number(ProcStatus.FILTERS)
        .orElse(-1);
  }

  /** A {@code struct prctl_mm_map} with the vector behind it; where the vector is stays open. */
  private static ByteBuffer argument(ProcStat stat, NewStack stack, List<NewStack.Pair> changes) {
    int vectorBytes = (stack.pairs().size() + 1) * 2 * Long.BYTES;
    ByteBuffer argument = Kernel.buffer(MAP_BYTES + vectorBytes);
    MAP_FIELDS.forEach(field -> argument.putLong(stat.field(field)));
    argument.putLong(0).putInt(vectorBytes).putInt(-1);
    Map<Long, Long> newValues = new TreeMap<>();
    changes.forEach(change -> newValues.put(change.at(), change.value()));
    for (NewStack.Pair pair : stack.pairs()) {
      argument.putLong(pair.type()).putLong(newValues.getOrDefault(pair.at(), pair.value()));
    }
    return argument.putLong(0).putLong(0);
  }

  private void prepareCall(long instruction, long argument) {
    Machine.Registers registers = kernel.machine().registers();
    changed.put(0, saved, 0, saved.capacity());
    long[] values = {PR_SET_MM, PR_SET_MM_MAP, argument, MAP_BYTES, 0, 0};
    for (int i = 0; i < values.length; i++) {
      changed.putLong(registers.arguments().get(i) * Long.BYTES, values[i]);
    }
    long number = SystemCall.PRCTL.number(kernel.machine());
    registers.number().forEach(index -> changed.putLong(index * Long.BYTES, number));
    changed.putLong(registers.programCounter() * Long.BYTES, instruction);
  }
}
