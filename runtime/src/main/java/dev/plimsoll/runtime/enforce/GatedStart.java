package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A process that is traced by this thread and has not executed anything: it waits at a FIFO.
 *
 * @param pid the process
 */
record GatedStart(int pid, Gate gate, Spawn spawn) {
  private static final long POLL_NANOS = 50_000;

  /**
   * Starts a program up to its gate and takes it with ptrace options.
   *
   * @param before done first in the thread that starts it; where it gives a negative error number,
   *     nothing is started
   */
  static Offer<GatedStart> take(
      Kernel kernel, Tracing tracing, Program program, int options, Function<Kernel, Long> before) {
    Offer<Gate> made = Gate.make(kernel);
    if (made.value().isEmpty()) {
      return Offer.refused(made.refusal());
    }
    Gate gate = made.value().get();
    Optional<CStrings> fifo = Optional.of(CStrings.of(kernel.calls(), gate.path()));
    Spawn spawn = Spawn.begin(kernel.calls(), program, fifo, before, () -> {});
    Offer<Integer> child = child(kernel, spawn);
    if (child.value().isEmpty()) {
      gate.remove();
      return Offer.refused(child.refusal());
    }
    GatedStart start = new GatedStart(child.value().get(), gate, spawn);
    long seized = tracing.seize(start.pid, options);
    if (seized < 0) {
      start.discard(kernel);
      return Offer.refused("its first process cannot be traced: " + Errno.describe(seized));
    }
    return Offer.of(start);
  }

  /** Why no process can be taken here; empty where one can. */
  static Optional<String> trial(Kernel kernel) {
    CStrings self = CStrings.of(kernel.calls(), "/proc/self/exe");
    Program program = new Program(self, self, CStrings.of(kernel.calls(), List.of()), 0, Set.of());
    Offer<GatedStart> offer =
        take(kernel, new Tracing(kernel), program, Tracing.EXIT_KILL, own -> 0L);
    offer.value().ifPresent(start -> start.discard(kernel));
    return offer.value().isPresent() ? Optional.empty() : Optional.of(offer.refusal());
  }

  /** Kills it, wherever it is, and waits for its end. */
  void discard(Kernel kernel) {
    kernel.kill(pid, Signals.KILL);
    gate.remove();
    ByteBuffer status = Kernel.buffer(Integer.BYTES);
    while (kernel.wait(pid, Kernel.WALL, status) == pid
        && new WaitStatus(status.getInt(0)).stopped()) {}
  }

  /** The process that a spawning thread waits for. */
  private static Offer<Integer> child(Kernel kernel, Spawn spawn) {
    ByteBuffer text = Kernel.buffer(64);
    String path = "/proc/self/task/" + spawn.thread() + "/children";
    while (spawn.now().isEmpty()) {
      Optional<String> children = kernel.text(path, text);
      if (children.isEmpty()) {
        return Offer.refused("this kernel has no " + path + " (CONFIG_PROC_CHILDREN)");
      }
      if (!children.get().isBlank()) {
        return Offer.of(Integer.valueOf(children.get().strip().split(" ", 2)[0]));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return Offer.refused("posix_spawn failed: " + Errno.describe(spawn.await()));
  }
}
