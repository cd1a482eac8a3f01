package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Masks the words of a program at its exec stop: its new stack is laid out, nothing of it has run,
 * and the process is traced by this thread.
 */
final class ExecStop {
  /** What became of a program's words. */
  sealed interface Outcome
      permits Masked, LeftAlone, Forbidden, Unreachable, Ended, Dying, NoProgram {}

  /**
   * It sees masked words.
   *
   * @param abi what its words mean
   * @param shownInProc whether {@code /proc/PID/auxv} shows the same words
   */
  record Masked(ProcessAbi abi, boolean shownInProc) implements Outcome {}

  /** The plan has no words for its ABI. */
  record LeftAlone(ProcessAbi abi) implements Outcome {}

  /** The plan denies programs of its ABI. */
  record Forbidden(ProcessAbi abi) implements Outcome {}

  /** It could not be changed, for this reason. */
  record Unreachable(String reason) implements Outcome {}

  /** Its exec has failed: it goes on as it was. */
  record NoProgram() implements Outcome {}

  /** The process was killed meanwhile; the wait for it has not been made. */
  record Dying() implements Outcome {}

  /** The process was killed meanwhile; the wait for it has been made. */
  record Ended(WaitStatus status) implements Outcome {}

  /** Many held programs start no other; one that does starts more. */
  private static final int MANY = 2;

  private final Kernel kernel;
  private final Tracing tracing;
  private final HoldPlan plan;
  private final Injection injection;
  private final KernelControls controls;
  private final List<Injection.Call> controlCalls;
  private final Machine.Registers places;
  private final ProcessAbi ownAbi;
  private final Optional<HwcapWords> ownMasks;
  private final ByteBuffer registers;
  private final ByteBuffer header = Kernel.buffer(ProcessAbi.HEADER_BYTES);
  private final ByteBuffer text = Kernel.buffer(ProcStat.BYTES);
  private final ByteBuffer status = Kernel.buffer(4096);
  private final ByteBuffer chunk = NewStack.chunk();
  private final ByteBuffer argument = Kernel.buffer(NewStack.BELOW_BYTES);
  private long programs;
  private boolean isFilterless;

  /** The open {@code /proc/PID/stat} of a process that executes a program now; 0 for none. */
  private int expectedStat;

  private int expected;

  ExecStop(
      Kernel kernel, Tracing tracing, HoldPlan plan, Injection injection, KernelControls controls) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.plan = plan;
    this.injection = injection;
    this.controls = controls;
    this.controlCalls = controls.calls();
    this.places = kernel.machine().registers();
    this.ownAbi = ProcessAbi.of(kernel.machine());
    this.ownMasks = ownAbi.words(plan);
    this.registers = Kernel.buffer(places.bytes());
  }

  /** Done by the thread that starts the first program. */
  void prepare(Kernel own) {
    controls.start(own);
  }

  /** Masks the words of a program in whose exec the process has stopped. */
  Outcome mask(int pid) {
    return mask(pid, false);
  }

  /** As {@link #mask}, where the process has stopped behind its exec and before anything else. */
  Outcome maskAtEnd(int pid) {
    return mask(pid, true);
  }

  private Outcome mask(int pid, boolean hasEnded) {
    if (++programs == MANY) {
      kernel.manyToCome();
    }
    Outcome outcome = attempt(pid, hasEnded);
    return outcome instanceof Unreachable && !tracing.isStopped(pid) ? new Dying() : outcome;
  }

  private Outcome attempt(int pid, boolean hasEnded) {
    boolean isOwn = places.areWide(registers, tracing.registers(pid, registers));
    if (hasEnded && isOwn && register(places.result()) != 0) {
      return new NoProgram();
    }
    ProcStat stat = stat(pid);
    long start = stat.field(ProcStat.START_STACK);
    long pointer = isOwn ? register(places.stackPointer()) : tracing.stackPointer(pid);
    if (hasEnded && start != 0 && start != pointer) {
      return new NoProgram();
    }
    Offer<ProcessAbi> read = isOwn && start != 0 ? Offer.of(ownAbi) : abiOfFile(pid);
    if (read.value().isEmpty()) {
      return new Unreachable(read.refusal());
    }
    ProcessAbi abi = read.value().get();
    if (abi.bits() < Long.SIZE && plan.exec32Bit() == Exec32Bit.DENY) {
      return new Forbidden(abi);
    }
    Optional<HwcapWords> masks = isOwn ? ownMasks : abi.words(plan);
    if (masks.isEmpty() && (controlCalls.isEmpty() || !isOwn)) {
      return new LeftAlone(abi);
    }
    return start == 0
        ? new Unreachable("/proc/PID/stat does not tell where its stack is")
        : mask(new Injection.Target(pid, hasEnded, stat, registers), abi, masks);
  }

  private long register(int index) {
    return registers.getLong(index * Long.BYTES);
  }

  private Offer<ProcessAbi> abiOfFile(int pid) {
    long read = kernel.read("/proc/" + pid + "/exe", header);
    if (read < 0) {
      return Offer.refused("its program file cannot be read: " + Errno.describe(read));
    }
    Optional<ProcessAbi> abi = ProcessAbi.of(header);
    return abi.isPresent() ? Offer.of(abi.get()) : Offer.refused("its program is no ELF file");
  }

  /**
   * Opens what is read at the exec stop of a task that executes a program now.
   *
   * @return whether it is its process's only thread
   */
  boolean expect(int tid) {
    forget();
    expected = tid;
    expectedStat = Math.max(0, kernel.open(ProcStat.path(tid), Kernel.O_RDONLY));
    return stat(tid).field(ProcStat.THREADS) == 1;
  }

  /** Ends what {@link #expect} began. */
  void forget() {
    if (expectedStat != 0) {
      kernel.close(expectedStat);
    }
    expectedStat = 0;
  }

  private ProcStat stat(int pid) {
    if (pid != expected || expectedStat == 0) {
      return ProcStat.read(kernel, pid, text);
    }
    kernel.read(expectedStat, text, 0);
    return ProcStat.of(text);
  }

  /** Notes whether programs can have only those seccomp filters that they have by being held. */
  void addNoFilters(boolean isFilterless) {
    this.isFilterless = isFilterless;
  }

  private boolean hasFilters(int pid) {
    return !isFilterless && ProcStatus.filters(kernel, pid, status) != injection.ownFilters();
  }

  /** The fresh stack of a 64-bit program. */
  Optional<NewStack> stack(int pid) {
    long start = ProcStat.read(kernel, pid, text).field(ProcStat.START_STACK);
    return stack(pid, start, Long.BYTES).value();
  }

  private Offer<NewStack> stack(int pid, long start, int wordBytes) {
    return NewStack.read(new NewStack.OfProcess(kernel, pid), start, wordBytes, chunk);
  }

  private Outcome mask(Injection.Target target, ProcessAbi abi, Optional<HwcapWords> masks) {
    long start = target.stat().field(ProcStat.START_STACK);
    Offer<NewStack> read = stack(target.pid(), start, abi.wordBytes());
    if (read.value().isEmpty()) {
      return new Unreachable(read.refusal());
    }
    NewStack stack = read.value().get();
    List<NewStack.Pair> changes = masks.isPresent() ? stack.masked(masks.get()) : List.of();
    List<Patch> patches = new ArrayList<>();
    List<Patch> former = new ArrayList<>();
    List<Injection.Call> calls = new ArrayList<>();
    if (abi.bits() == Long.SIZE
        && !(changes.isEmpty() && controlCalls.isEmpty())
        && !hasFilters(target.pid())
        && injection.canMake(stack)) {
      calls.addAll(controlCalls);
      if (!changes.isEmpty() && SavedVector.bytes(stack) <= NewStack.BELOW_BYTES) {
        former.add(stack.below(SavedVector.bytes(stack)));
        long place = former.get(0).at();
        calls.add(SavedVector.call(place));
        patches.add(SavedVector.argument(target.stat(), stack, changes, place, argument));
      }
    }
    if (!changes.isEmpty()) {
      patches.add(stack.changed(changes, abi.wordBytes()));
    }
    long error = patches.isEmpty() ? 0 : kernel.writeMemory(target.pid(), patches);
    if (error < 0) {
      return new Unreachable("its stack cannot be written: " + Errno.describe(error));
    }
    Injection.Outcome made = injection.make(target, stack, calls, former);
    controls.count(made.results());
    if (made.end().isPresent()) {
      return new Ended(made.end().get());
    }
    boolean agrees = changes.isEmpty() || made.result(controlCalls.size()).equals(Optional.of(0L));
    return masks.isPresent() ? new Masked(abi, agrees) : new LeftAlone(abi);
  }
}
