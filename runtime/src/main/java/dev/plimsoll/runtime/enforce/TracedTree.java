package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.Optional;

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

  private final Kernel kernel;
  private final Tracing tracing;
  private final ExecStop execStop;
  private final CpuidFaulting cpuid;
  private final Tally tally;
  private final int options;
  private final ByteBuffer statusBuffer = Kernel.buffer(Integer.BYTES);

  TracedTree(
      Kernel kernel,
      Tracing tracing,
      ExecStop execStop,
      CpuidFaulting cpuid,
      Tally tally,
      OnLoss onLoss) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.execStop = execStop;
    this.cpuid = cpuid;
    this.tally = tally;
    this.options = onLoss == OnLoss.KILL ? FOLLOW | Tracing.EXIT_KILL : FOLLOW;
  }

  /** Runs the program and waits for the last process of its tree. */
  Ending run(Program program) {
    Offer<GatedStart> offer =
        GatedStart.take(
            kernel,
            tracing,
            program,
            options,
            own -> {
              execStop.prepare(own);
              return cpuid.prepare(own);
            });
    if (offer.value().isEmpty()) {
      return new Ending.Refused(offer.refusal());
    }
    GatedStart first = offer.value().get();
    JobControl jobs = new JobControl(kernel.calls(), first.pid());
    first.gate().open();
    Optional<WaitStatus> ending = follow(first.pid(), jobs);
    long started = first.spawn().await();
    return started < 0
        ? new Ending.NotStarted(started)
        : new Ending.Finished(ending.orElse(new WaitStatus(0)));
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
    boolean answered = delivered && signal == Signals.SEGV && cpuid.answer(pid);
    tracing.resume(pid, delivered && !answered ? signal : 0);
    return Optional.empty();
  }

  private Optional<WaitStatus> exec(int pid) {
    ExecStop.Outcome outcome = execStop.mask(pid);
    if (outcome instanceof ExecStop.Ended ended) {
      return Optional.of(ended.status());
    }
    if (tally.mustEnd(pid, outcome)) {
      kernel.kill(pid, Signals.KILL);
    }
    Optional<WaitStatus> end = cpuid.setInCompat(pid);
    if (end.isEmpty()) {
      tracing.resume(pid, 0);
    }
    return end;
  }
}
