package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a program by tracing every process and thread of its tree, and masking the words of each
 * program at its exec stop.
 *
 * <p>All of it happens in the calling thread. The first process is taken before it executes
 * anything: it waits at a FIFO until it is traced.
 */
final class TracedTree {
  private static final int FOLLOW =
      Tracing.TRACE_SYSGOOD
          | Tracing.TRACE_FORK
          | Tracing.TRACE_VFORK
          | Tracing.TRACE_CLONE
          | Tracing.TRACE_EXEC;

  private static final long POLL_NANOS = 50_000;

  private final Kernel kernel;
  private final Tracing tracing;
  private final ExecStop execStop;
  private final Tally tally;
  private final int options;
  private final ByteBuffer statusBuffer = Kernel.buffer(Integer.BYTES);

  TracedTree(Kernel kernel, Tracing tracing, ExecStop execStop, Tally tally, OnLoss onLoss) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.execStop = execStop;
    this.tally = tally;
    this.options = onLoss == OnLoss.KILL ? FOLLOW | Tracing.EXIT_KILL : FOLLOW;
  }

  /** A process that is traced and waits at its gate. */
  private record Waiting(int pid, Gate gate, Spawn spawn) {}

  /** Runs the program and waits for the last process of its tree. */
  Ending run(Program program) {
    Offer<Waiting> offer = take(kernel, tracing, program, options);
    if (offer.value().isEmpty()) {
      return new Ending.Refused(offer.refusal());
    }
    Waiting first = offer.value().get();
    JobControl jobs = new JobControl(kernel.calls(), first.pid());
    first.gate().open();
    Optional<WaitStatus> ending = follow(first.pid(), jobs);
    long started = first.spawn().await();
    return started < 0
        ? new Ending.NotStarted(started)
        : new Ending.Finished(ending.orElse(new WaitStatus(0)));
  }

  /** Takes a process and kills it at the gate; why that failed, empty if it did not. */
  static Optional<String> trial(Kernel kernel) {
    CStrings self = CStrings.of(kernel.calls(), "/proc/self/exe");
    Program program = new Program(self, self, CStrings.of(kernel.calls(), List.of()), 0, Set.of());
    Offer<Waiting> offer = take(kernel, new Tracing(kernel), program, FOLLOW | Tracing.EXIT_KILL);
    offer.value().ifPresent(waiting -> discard(kernel, waiting.pid(), waiting.gate()));
    return offer.value().isPresent() ? Optional.empty() : Optional.of(offer.refusal());
  }

  private static void discard(Kernel kernel, int pid, Gate gate) {
    kernel.kill(pid, Signals.KILL);
    gate.remove();
    ByteBuffer status = Kernel.buffer(Integer.BYTES);
    while (kernel.wait(pid, Kernel.WALL, status) == pid
        && new WaitStatus(status.getInt(0)).stopped()) {}
  }

  private static Offer<Waiting> take(Kernel kernel, Tracing tracing, Program program, int options) {
    Offer<Gate> made = Gate.make(kernel);
    if (made.value().isEmpty()) {
      return Offer.refused(made.refusal());
    }
    Gate gate = made.value().get();
    Optional<CStrings> fifo = Optional.of(CStrings.of(kernel.calls(), gate.path()));
    Spawn spawn = Spawn.begin(kernel.calls(), program, fifo, k -> 0L, () -> {});
    Offer<Integer> child = child(kernel, spawn);
    if (child.value().isEmpty()) {
      gate.remove();
      return Offer.refused(child.refusal());
    }
    int pid = child.value().get();
    long seized = tracing.seize(pid, options);
    if (seized < 0) {
      discard(kernel, pid, gate);
      return Offer.refused("its first process cannot be traced: " + Errno.describe(seized));
    }
    return Offer.of(new Waiting(pid, gate, spawn));
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

  private Optional<WaitStatus> follow(int child, JobControl jobs) {
    Optional<WaitStatus> ending = Optional.empty();
    while (true) {
      int pid = kernel.wait(-1, Kernel.WALL | Kernel.WNOTHREAD, statusBuffer);
      if (pid == -Errno.ECHILD) {
        return ending;
      }
      if (pid > 0) {
        WaitStatus status = new WaitStatus(statusBuffer.getInt(0));
        Optional<WaitStatus> end =
            status.stopped() ? answer(pid, status, child, jobs) : Optional.of(status);
        if (pid == child && end.isPresent()) {
          ending = end;
          jobs.childEnded();
        }
      }
    }
  }

  /** Lets a stopped process go on; its status where it was killed meanwhile. */
  private Optional<WaitStatus> answer(int pid, WaitStatus stop, int child, JobControl jobs) {
    int signal = stop.signal();
    if (stop.event() == Tracing.EVENT_EXEC) {
      return exec(pid);
    }
    if (stop.event() == Tracing.EVENT_STOP && Signals.stops(signal)) {
      tracing.listen(pid);
      if (pid == child) {
        jobs.childStopped(kernel, signal);
      }
      return Optional.empty();
    }
    boolean delivered = stop.event() == 0 && signal != Tracing.SYSCALL_STOP;
    tracing.resume(pid, delivered ? signal : 0);
    return Optional.empty();
  }

  private Optional<WaitStatus> exec(int pid) {
    ExecStop.Outcome outcome = execStop.mask(pid);
    if (outcome instanceof ExecStop.Ended ended) {
      return Optional.of(ended.status());
    }
    if (outcome instanceof ExecStop.Unreachable lost && tally.lost(pid, lost.reason())) {
      kernel.kill(pid, Signals.KILL);
    } else {
      tally.count(outcome);
    }
    tracing.resume(pid, 0);
    return Optional.empty();
  }
}
