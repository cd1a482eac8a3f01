package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Holds a program at its first exec and lets it go before its first instruction: then nothing
 * traces it, and the supervisor only waits to end as it does.
 *
 * <p>Whether what it starts is held is the kernel's affair.
 */
final class FirstExec {
  private static final int OPTIONS = Tracing.TRACE_SYSGOOD | Tracing.TRACE_EXEC | Tracing.EXIT_KILL;

  private final Kernel kernel;
  private final Tracing tracing;
  private final ExecStop execStop;
  private final Tally tally;
  private final boolean mustBeHandedOn;
  private final ByteBuffer statusBuffer = Kernel.buffer(Integer.BYTES);

  /**
   * @param mustBeHandedOn whether the program is lost where the kernel did not take its words
   */
  FirstExec(
      Kernel kernel, Tracing tracing, ExecStop execStop, Tally tally, boolean mustBeHandedOn) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.execStop = execStop;
    this.tally = tally;
    this.mustBeHandedOn = mustBeHandedOn;
  }

  /** Runs the program and waits for its end, not for what it leaves behind. */
  Ending run(Program program) {
    Offer<GatedStart> offer =
        GatedStart.take(
            kernel,
            tracing,
            program,
            OPTIONS,
            own -> {
              execStop.prepare(own);
              return 0L;
            });
    if (offer.value().isEmpty()) {
      return new Ending.Refused(offer.refusal());
    }
    GatedStart first = offer.value().get();
    JobControl jobs = new JobControl(kernel.calls(), first.pid());
    first.gate().open();
    Optional<WaitStatus> ending = letGo(first.pid());
    long started = first.spawn().await();
    if (started < 0) {
      return new Ending.NotStarted(started);
    }
    WaitStatus status = ending.orElseGet(() -> await(first.pid(), jobs));
    jobs.childEnded();
    return new Ending.Finished(status);
  }

  /** Brings it over its exec; its status where it has ended before. */
  private Optional<WaitStatus> letGo(int pid) {
    while (true) {
      WaitStatus stop = next(pid, 0);
      if (!stop.stopped()) {
        return Optional.of(stop);
      }
      if (stop.event() == Tracing.EVENT_EXEC) {
        ExecStop.Outcome outcome = demanding(execStop.mask(pid));
        if (outcome instanceof ExecStop.Ended ended) {
          return Optional.of(ended.status());
        }
        if (tally.mustEnd(pid, outcome)) {
          kernel.kill(pid, Signals.KILL);
        }
        tracing.detach(pid, 0);
        return Optional.empty();
      }
      tracing.resume(pid, stop.event() == 0 ? stop.signal() : 0);
    }
  }

  private ExecStop.Outcome demanding(ExecStop.Outcome outcome) {
    boolean isHandedOn = outcome instanceof ExecStop.Masked masked && masked.shownInProc();
    return mustBeHandedOn && outcome instanceof ExecStop.Masked && !isHandedOn
        ? new ExecStop.Unreachable("the kernel did not take its words, so it cannot hand them on")
        : outcome;
  }

  private WaitStatus await(int pid, JobControl jobs) {
    while (true) {
      WaitStatus status = next(pid, Kernel.WUNTRACED);
      if (!status.stopped()) {
        return status;
      }
      jobs.childStopped(kernel, status.signal());
    }
  }

  private WaitStatus next(int pid, int options) {
    int waited;
    do {
      waited = kernel.wait(pid, Kernel.WALL | options, statusBuffer);
    } while (waited == -Errno.EINTR);
    return new WaitStatus(waited == pid ? statusBuffer.getInt(0) : 0);
  }
}
