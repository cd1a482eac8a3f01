package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Masks the words of a program at its exec stop: its new stack is laid out, nothing of it has run,
 * and the process is traced by this thread.
 */
final class ExecStop {
  /** What became of a program's words. */
  sealed interface Outcome permits Masked, LeftAlone, Forbidden, Unreachable, Ended, Dying {}

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

  /** The process was killed meanwhile; the wait for it has not been made. */
  record Dying() implements Outcome {}

  /** The process was killed meanwhile; the wait for it has been made. */
  record Ended(WaitStatus status) implements Outcome {}

  private static final ByteBuffer NOTHING = Kernel.buffer(0);

  private final Kernel kernel;
  private final Tracing tracing;
  private final HoldPlan plan;
  private final Injection injection;
  private final KernelControls controls;
  private final List<Injection.Call> controlCalls;
  private final ByteBuffer header = ByteBuffer.allocateDirect(ProcessAbi.HEADER_BYTES);
  private final ByteBuffer text = Kernel.buffer(4096);
  private final ByteBuffer chunk = NewStack.chunk();
  private final ByteBuffer word = ByteBuffer.allocateDirect(Long.BYTES);

  ExecStop(
      Kernel kernel, Tracing tracing, HoldPlan plan, Injection injection, KernelControls controls) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.plan = plan;
    this.injection = injection;
    this.controls = controls;
    this.controlCalls = controls.calls();
    header.order(ByteOrder.LITTLE_ENDIAN);
    word.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Done by the thread that starts the first program. */
  void prepare(Kernel own) {
    controls.start(own);
  }

  Outcome mask(int pid) {
    Outcome outcome = attempt(pid);
    return outcome instanceof Unreachable && !tracing.isStopped(pid) ? new Dying() : outcome;
  }

  private Outcome attempt(int pid) {
    long read = kernel.read("/proc/" + pid + "/exe", header);
    if (read < 0) {
      return new Unreachable("its program file cannot be read: " + Errno.describe(read));
    }
    Optional<ProcessAbi> abi = ProcessAbi.of(header);
    if (abi.isEmpty()) {
      return new Unreachable("its program is no ELF file");
    }
    if (abi.get().bits() < Long.SIZE && plan.exec32Bit() == Exec32Bit.DENY) {
      return new Forbidden(abi.get());
    }
    Optional<HwcapWords> masks = abi.get().words(plan);
    boolean isNative = abi.get().bits() == Long.SIZE;
    if (masks.isEmpty() && (controlCalls.isEmpty() || !isNative)) {
      return new LeftAlone(abi.get());
    }
    return onStack(
        pid, Unreachable::new, (stat, memory) -> mask(pid, memory, stat, abi.get(), masks));
  }

  /** The fresh stack of a 64-bit program. */
  Optional<NewStack> stack(int pid) {
    return onStack(
        pid,
        why -> Optional.empty(),
        (stat, memory) ->
            NewStack.read(kernel, memory, stat.field(ProcStat.START_STACK), Long.BYTES, chunk)
                .value());
  }

  private <T> T onStack(
      int pid, Function<String, T> otherwise, BiFunction<ProcStat, Integer, T> action) {
    Optional<ProcStat> stat = ProcStat.read(kernel, pid, text);
    if (stat.isEmpty() || stat.get().field(ProcStat.START_STACK) == 0) {
      return otherwise.apply("/proc/PID/stat does not tell where its stack is");
    }
    int memory = kernel.open("/proc/" + pid + "/mem", Kernel.O_RDWR);
    if (memory < 0) {
      return otherwise.apply("its memory cannot be opened: " + Errno.describe(memory));
    }
    try {
      return action.apply(stat.get(), memory);
    } finally {
      kernel.close(memory);
    }
  }

  private Outcome mask(
      int pid, int memory, ProcStat stat, ProcessAbi abi, Optional<HwcapWords> masks) {
    Offer<NewStack> read =
        NewStack.read(kernel, memory, stat.field(ProcStat.START_STACK), abi.wordBytes(), chunk);
    if (read.value().isEmpty()) {
      return new Unreachable(read.refusal());
    }
    NewStack stack = read.value().get();
    List<NewStack.Pair> changes = masks.map(stack::masked).orElse(List.of());
    for (NewStack.Pair change : changes) {
      word.clear().putLong(0, change.value()).limit(abi.wordBytes());
      long written = kernel.write(memory, word, change.at());
      if (written != abi.wordBytes()) {
        return new Unreachable("its stack cannot be written: " + Errno.describe(written));
      }
    }
    Injection.Outcome made =
        abi.bits() == Long.SIZE
            ? inject(pid, memory, stat, stack, changes)
            : Injection.Outcome.UNTOUCHED;
    if (made.end().isPresent()) {
      return new Ended(made.end().get());
    }
    boolean agrees = changes.isEmpty() || made.result(controlCalls.size()).equals(Optional.of(0L));
    return masks.isPresent() ? new Masked(abi, agrees) : new LeftAlone(abi);
  }

  /** Sets the controls, and last the kernel's copy of the words where they have changed. */
  private Injection.Outcome inject(
      int pid, int memory, ProcStat stat, NewStack stack, List<NewStack.Pair> changes) {
    List<Injection.Call> calls = new ArrayList<>(controlCalls);
    ByteBuffer argument = NOTHING;
    if (!changes.isEmpty()) {
      calls.add(SavedVector.call(stat));
      argument = SavedVector.argument(stat, stack, changes);
    }
    Injection.Scratch scratch = new Injection.Scratch(SavedVector.place(stat), argument);
    Injection.Outcome made = injection.make(pid, memory, stack, scratch, calls);
    controls.count(made.results());
    return made;
  }
}
