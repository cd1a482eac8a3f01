package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds out whether this kernel hands words on, by what it does: a process that is thrown away gets
 * words that lack one bit at its first exec and executes a second program, whose fresh stack tells.
 */
final class InheritanceProbe {
  private static final String SHELL = "/bin/sh";
  private static final int OPTIONS = Tracing.TRACE_SYSGOOD | Tracing.TRACE_EXEC | Tracing.EXIT_KILL;

  private final Kernel kernel;
  private final Tracing tracing;
  private final ByteBuffer status = Kernel.buffer(Integer.BYTES);

  InheritanceProbe(Kernel kernel) {
    this.kernel = kernel;
    this.tracing = new Tracing(kernel);
  }

  /** Why words are not handed on; empty where they are. */
  Optional<String> refusal() {
    Optional<Map.Entry<Integer, Long>> word =
        HostReader.read().words().flatMap(InheritanceProbe::last);
    if (word.isEmpty()) {
      return Optional.of("this machine has no words to hand on");
    }
    Offer<GatedStart> offer = GatedStart.take(kernel, tracing, twoPrograms(), OPTIONS, own -> 0L);
    if (offer.value().isEmpty()) {
      return Optional.of(offer.refusal());
    }
    GatedStart start = offer.value().get();
    start.gate().open();
    try {
      return observe(start.pid(), word.get().getKey(), word.get().getValue());
    } finally {
      start.discard(kernel);
    }
  }

  /** The last word that has a bit, as the kernel's own test chooses it. */
  private static Optional<Map.Entry<Integer, Long>> last(HwcapWords words) {
    TreeMap<Integer, Long> nonZero = new TreeMap<>(words.asMap());
    nonZero.values().removeIf(word -> word == 0);
    return Optional.ofNullable(nonZero.lastEntry());
  }

  private Program twoPrograms() {
    List<byte[]> words =
        List.of(
            SHELL.getBytes(StandardCharsets.US_ASCII),
            "-c".getBytes(StandardCharsets.US_ASCII),
            ("exec " + SHELL + " -c :").getBytes(StandardCharsets.US_ASCII));
    NativeCalls calls = kernel.calls();
    return new Program(
        CStrings.of(calls, SHELL),
        CStrings.of(calls, words),
        CStrings.of(calls, List.of()),
        0,
        Set.of());
  }

  private Optional<String> observe(int pid, int type, long full) {
    long expected = full & ~Long.highestOneBit(full);
    HoldPlan lacking =
        HoldPlan.NONE.words(kernel.machine().architecture(), HwcapWords.of(type, expected));
    ExecStop execStop =
        new ExecStop(
            kernel,
            tracing,
            lacking,
            Injection.beyondOwnFilters(kernel, tracing, 0),
            new KernelControls(lacking, kernel.machine(), Mechanism.KERNEL));
    if (!reachesExec(pid)) {
      return Optional.of(SHELL + " cannot be executed to try it");
    }
    ExecStop.Outcome first = execStop.mask(pid);
    if (!(first instanceof ExecStop.Masked masked) || !masked.shownInProc()) {
      return Optional.of("the kernel does not take words for a new program: " + first);
    }
    if (tracing.resume(pid, 0) < 0 || !reachesExec(pid)) {
      return Optional.of(SHELL + " does not execute a second program");
    }
    Optional<Long> second =
        execStop.stack(pid).flatMap(stack -> stack.pair(type)).map(p -> p.value());
    return second.equals(Optional.of(expected))
        ? Optional.empty()
        : Optional.of("a program that is executed finds all words of the machine again");
  }

  private boolean reachesExec(int pid) {
    while (kernel.wait(pid, Kernel.WALL | Kernel.WNOTHREAD, status) == pid) {
      WaitStatus stop = new WaitStatus(status.getInt(0));
      if (!stop.stopped() || stop.event() == Tracing.EVENT_EXEC) {
        return stop.stopped();
      }
      tracing.resume(pid, stop.event() == 0 ? stop.signal() : 0);
    }
    return false;
  }
}
