package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Masks the words of a program at its exec stop: its new stack is laid out, nothing of it has run,
 * and the process is traced by this thread.
 */
final class ExecStop {
  /** What became of a program's words. */
  sealed interface Outcome permits Masked, LeftAlone, Unreachable, Ended, Dying {}

  /**
   * It sees masked words.
   *
   * @param shownInProc whether {@code /proc/PID/auxv} shows the same words
   */
  record Masked(boolean shownInProc) implements Outcome {}

  /** The plan has no words for its ABI. */
  record LeftAlone(ProcessAbi abi) implements Outcome {}

  /** It could not be changed, for this reason. */
  record Unreachable(String reason) implements Outcome {}

  /** The process was killed meanwhile; the wait for it has not been made. */
  record Dying() implements Outcome {}

  /** The process was killed meanwhile; the wait for it has been made. */
  record Ended(WaitStatus status) implements Outcome {}

  private final Kernel kernel;
  private final Tracing tracing;
  private final HoldPlan plan;
  private final SavedVector savedVector;
  private final ByteBuffer header = ByteBuffer.allocateDirect(ProcessAbi.HEADER_BYTES);
  private final ByteBuffer text = Kernel.buffer(4096);
  private final ByteBuffer word = ByteBuffer.allocateDirect(Long.BYTES);

  ExecStop(Kernel kernel, Tracing tracing, HoldPlan plan, SavedVector savedVector) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.plan = plan;
    this.savedVector = savedVector;
    header.order(ByteOrder.LITTLE_ENDIAN);
    word.order(ByteOrder.LITTLE_ENDIAN);
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
    Optional<HwcapWords> masks = abi.get().words(plan);
    if (masks.isEmpty()) {
      return new LeftAlone(abi.get());
    }
    Optional<ProcStat> stat = ProcStat.read(kernel, pid, text);
    if (stat.isEmpty() || stat.get().field(ProcStat.START_STACK) == 0) {
      return new Unreachable("/proc/PID/stat does not tell where its stack is");
    }
    int memory = kernel.open("/proc/" + pid + "/mem", Kernel.O_RDWR);
    if (memory < 0) {
      return new Unreachable("its memory cannot be opened: " + Errno.describe(memory));
    }
    try {
      return mask(pid, memory, stat.get(), abi.get(), masks.get());
    } finally {
      kernel.close(memory);
    }
  }

  private Outcome mask(int pid, int memory, ProcStat stat, ProcessAbi abi, HwcapWords masks) {
    Offer<NewStack> stack =
        NewStack.read(kernel, memory, stat.field(ProcStat.START_STACK), abi.wordBytes());
    if (stack.value().isEmpty()) {
      return new Unreachable(stack.refusal());
    }
    List<NewStack.Pair> changes = stack.value().get().masked(masks);
    for (NewStack.Pair change : changes) {
      word.clear().putLong(0, change.value()).limit(abi.wordBytes());
      long written = kernel.write(memory, word, change.at());
      if (written != abi.wordBytes()) {
        return new Unreachable("its stack cannot be written: " + Errno.describe(written));
      }
    }
    if (changes.isEmpty() || abi.bits() != Long.SIZE) {
      return new Masked(changes.isEmpty());
    }
    SavedVector.Outcome outcome =
        savedVector.replace(pid, memory, stat, stack.value().get(), changes);
    return outcome.end().<Outcome>map(Ended::new).orElseGet(() -> new Masked(outcome.agrees()));
  }
}
