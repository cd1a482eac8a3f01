package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.words.AuxType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes a process at its exec stop call the kernel before its first instruction; the process itself
 * is afterwards as it was.
 *
 * <p>Nothing of its code is changed: the calls are made from an instruction of the vDSO.
 */
final class Injection {
  private static final int VDSO_BYTES = 1 << 14;
  private static final int MAX_STEPS = 64;

  /**
   * A system call.
   *
   * @param arguments up to six; those that are missing are 0
   */
  record Call(SystemCall call, List<Long> arguments) {
    static final int ARGUMENTS = 6;
  }

  /**
   * Bytes that the calls need in the process: put there before them, taken away after them.
   *
   * @param at an address where nothing lives yet
   */
  record Scratch(long at, ByteBuffer bytes) {}

  /**
   * What came of it.
   *
   * @param results of the calls that were made, in order
   * @param end how the process ended, where it was killed meanwhile
   */
  record Outcome(List<Long> results, Optional<WaitStatus> end) {
    static final Outcome UNTOUCHED = new Outcome(List.of(), Optional.empty());

    /** The result of one of the calls. */
    Optional<Long> result(int index) {
      return index < results.size() ? Optional.of(results.get(index)) : Optional.empty();
    }
  }

  private final Kernel kernel;
  private final Tracing tracing;
  private final int ownFilters;
  private final ByteBuffer saved;
  private final ByteBuffer changed;
  private final ByteBuffer former = Kernel.buffer(4096);
  private final ByteBuffer status = Kernel.buffer(Integer.BYTES);
  private final ByteBuffer text = Kernel.buffer(4096);

  /** Where the vDSO, the same for all programs of this machine's own ABI, has the instruction. */
  private OptionalInt syscallOffset = OptionalInt.empty();

  /**
   * An injection.
   *
   * @param ownFilters how many seccomp filters a process has because it is held; one with more is
   *     left alone, for an unexpected call could be its death
   */
  Injection(Kernel kernel, Tracing tracing, int ownFilters) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.ownFilters = ownFilters;
    int bytes = kernel.machine().registers().bytes();
    this.saved = Kernel.buffer(bytes);
    this.changed = Kernel.buffer(bytes);
  }

  /** An injection into processes that have the seccomp filters of this thread and some more. */
  static Injection beyondOwnFilters(Kernel kernel, Tracing tracing, int more) {
    int own = ProcStatus.read(kernel, "thread-self").number(ProcStatus.FILTERS).orElse(0);
    return new Injection(kernel, tracing, own + more);
  }

  /** Makes the calls; those that were made are in the outcome. */
  Outcome make(int pid, int memory, NewStack stack, Scratch scratch, List<Call> calls) {
    Optional<Long> instruction = syscallAddress(memory, stack);
    int scratchBytes = scratch.bytes().capacity();
    if (calls.isEmpty()
        || scratchBytes > former.capacity()
        || instruction.isEmpty()
        || filters(pid) != ownFilters
        || kernel.readFully(memory, former.limit(scratchBytes), scratch.at()) != scratchBytes) {
      return Outcome.UNTOUCHED;
    }
    kernel.write(memory, scratch.bytes(), scratch.at());
    long mask = tracing.signalMask(pid);
    tracing.setSignalMask(pid, -1);
    Steps steps = new Steps(pid);
    List<Long> results = steps.run(instruction.get(), calls);
    kernel.write(memory, former, scratch.at());
    tracing.setSignalMask(pid, mask);
    if (steps.stopSignal != 0) {
      kernel.kill(pid, steps.stopSignal);
    }
    return new Outcome(results, steps.end);
  }

  /** The steps from the exec stop over the end of exec to the end of the last call. */
  private final class Steps {
    private final int pid;
    private int stopSignal;
    private Optional<WaitStatus> end = Optional.empty();

    Steps(int pid) {
      this.pid = pid;
    }

    List<Long> run(long instruction, List<Call> calls) {
      List<Long> results = new ArrayList<>();
      // The program's first registers are those after exec, whose result is in one of them: on
      // RISC-V in one that the C library takes for a function to call at the end.
      boolean goesOn = step() && tracing.registers(pid, saved) == saved.capacity();
      boolean isChanged = goesOn;
      for (int i = 0; i < calls.size() && goesOn; i++) {
        prepare(instruction, calls.get(i));
        goesOn =
            tracing.setRegisters(pid, changed) >= 0
                && step()
                && step()
                && tracing.registers(pid, changed) == changed.capacity();
        if (goesOn) {
          results.add(changed.getLong(kernel.machine().registers().result() * Long.BYTES));
        }
      }
      if (isChanged) {
        tracing.setRegisters(pid, saved);
      }
      return results;
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

  private void prepare(long instruction, Call call) {
    Machine.Registers registers = kernel.machine().registers();
    changed.put(0, saved, 0, saved.capacity());
    for (int i = 0; i < Call.ARGUMENTS; i++) {
      long argument = i < call.arguments().size() ? call.arguments().get(i) : 0;
      changed.putLong(registers.arguments().get(i) * Long.BYTES, argument);
    }
    long number = call.call().number(kernel.machine());
    for (int index : registers.number()) {
      changed.putLong(index * Long.BYTES, number);
    }
    changed.putLong(registers.programCounter() * Long.BYTES, instruction);
  }

  private Optional<Long> syscallAddress(int memory, NewStack stack) {
    Optional<Long> base = stack.pair(AuxType.AT_SYSINFO_EHDR).map(NewStack.Pair::value);
    if (base.isPresent() && syscallOffset.isEmpty()) {
      ByteBuffer vdso = Kernel.buffer(VDSO_BYTES);
      if (kernel.read(memory, vdso, base.get()) > 0) {
        syscallOffset = kernel.machine().syscallCode().find(vdso);
      }
    }
    return syscallOffset.isEmpty()
        ? Optional.empty()
        : base.map(address -> address + syscallOffset.getAsInt());
  }

  private int filters(int pid) {
    return ProcStatus.read(kernel, Integer.toString(pid), text)
        .number(ProcStatus.FILTERS)
        .orElse(-1);
  }
}
