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

  /**
   * A system call.
   *
   * @param arguments up to six; those that are missing are 0
   */
  record Call(SystemCall call, List<Long> arguments) {
    static final int ARGUMENTS = 6;

    /** The argument at a place from 0 on. */
    long argument(int place) {
      return place < arguments.size() ? arguments.get(place) : 0;
    }

    /** Makes the call here. */
    long make(NativeCalls calls) {
      return calls.call(
          call, argument(0), argument(1), argument(2), argument(3), argument(4), argument(5));
    }
  }

  /**
   * Who makes calls.
   *
   * @param hasEnded whether its exec has, too
   * @param stat of the new program
   * @param registers the program's first where exec has ended, else for these
   */
  record Target(int pid, boolean hasEnded, ProcStat stat, ByteBuffer registers) {}

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
  private final ByteBuffer changed;
  private final ByteBuffer status = Kernel.buffer(Integer.BYTES);

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
    this.changed = Kernel.buffer(kernel.machine().registers().bytes());
  }

  /** An injection into processes that have the seccomp filters of this thread and some more. */
  static Injection beyondOwnFilters(Kernel kernel, Tracing tracing, int more) {
    return new Injection(kernel, tracing, ProcStatus.ownFilters(kernel) + more);
  }

  /** Whether a process may be made to call anything. */
  boolean canMake(NewStack stack) {
    return syscallAddress(stack) != 0;
  }

  /** How many seccomp filters a process has because it is held. */
  int ownFilters() {
    return ownFilters;
  }

  /**
   * Makes the calls; those that were made are in the outcome.
   *
   * @param former what is put into the process afterwards
   */
  Outcome make(Target target, NewStack stack, List<Call> calls, List<Patch> former) {
    if (calls.isEmpty()) {
      return Outcome.UNTOUCHED;
    }
    int pid = target.pid();
    Stepping stepping = new Stepping(kernel, tracing, pid, status);
    List<Long> results = run(target, stepping, syscallAddress(stack), calls);
    if (!former.isEmpty()) {
      kernel.writeMemory(pid, former);
    }
    stepping.end();
    return new Outcome(results, stepping.ending());
  }

  /** From the exec stop over the end of exec to the end of the last call. */
  private List<Long> run(Target target, Stepping stepping, long instruction, List<Call> calls) {
    List<Long> results = new ArrayList<>();
    int pid = target.pid();
    ByteBuffer saved = target.registers();
    // The program's first registers are those after exec, which writes its own result when it
    // ends: on RISC-V into one that the C library takes for a function to call at the end.
    boolean goesOn =
        target.hasEnded()
            || (stepping.toSyscallStop() && tracing.registers(pid, saved) == saved.capacity());
    boolean isChanged = goesOn;
    // The trap after an instruction would take it from who ignores traps to ignore them.
    boolean ignoresTraps =
        (target.stat().field(ProcStat.IGNORED_SIGNALS) & Signals.bit(Signals.TRAP)) != 0;
    boolean byInstruction = kernel.machine().singleStep() && !ignoresTraps;
    for (int i = 0; i < calls.size() && goesOn; i++) {
      prepare(saved, instruction, calls.get(i));
      goesOn =
          tracing.setRegisters(pid, changed) >= 0
              && (byInstruction ? stepping.overInstruction() : stepping.overSyscall())
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

  private void prepare(ByteBuffer saved, long instruction, Call call) {
    Machine.Registers registers = kernel.machine().registers();
    changed.put(0, saved, 0, saved.capacity());
    for (int i = 0; i < Call.ARGUMENTS; i++) {
      changed.putLong(registers.arguments().get(i) * Long.BYTES, call.argument(i));
    }
    long number = call.call().number(kernel.machine());
    for (int index : registers.number()) {
      changed.putLong(index * Long.BYTES, number);
    }
    changed.putLong(registers.programCounter() * Long.BYTES, instruction);
  }

  /** The instruction's address, 0 where there is none. */
  private long syscallAddress(NewStack stack) {
    Optional<NewStack.Pair> base = stack.pair(AuxType.AT_SYSINFO_EHDR);
    if (base.isEmpty()) {
      return 0;
    }
    if (syscallOffset.isEmpty()) {
      ByteBuffer vdso = Kernel.buffer(VDSO_BYTES);
      if (stack.read(base.get().value(), vdso) > 0) {
        syscallOffset = kernel.machine().syscallCode().find(vdso);
      }
    }
    return syscallOffset.isEmpty() ? 0 : base.get().value() + syscallOffset.getAsInt();
  }
}
