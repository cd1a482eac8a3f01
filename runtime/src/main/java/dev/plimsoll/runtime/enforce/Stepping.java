package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A traced task that runs on from stop to stop while its signals wait: from {@link #Stepping} to
 * {@link #end} they are blocked, and those that nothing blocks are sent again.
 */
final class Stepping {
  private static final int MAX_STOPS = 64;

  private final Kernel kernel;
  private final Tracing tracing;
  private final int pid;
  private final ByteBuffer status;
  private final long blocked;

  /** Signals that came meanwhile and that no mask keeps back. */
  private final List<Integer> kept = new ArrayList<>();

  private Optional<WaitStatus> ending = Optional.empty();

  /**
   * Of a task that has stopped.
   *
   * @param status for what is waited for
   */
  Stepping(Kernel kernel, Tracing tracing, int pid, ByteBuffer status) {
    this.kernel = kernel;
    this.tracing = tracing;
    this.pid = pid;
    this.status = status;
    this.blocked = tracing.signalMask(pid);
    tracing.setSignalMask(pid, -1);
  }

  /** Runs to the next start or end of a system call; whether it has come there. */
  boolean toSyscallStop() {
    return to(Tracing.SYSCALL_STOP);
  }

  /** Runs from before a system call to its end; whether it has come there. */
  boolean overSyscall() {
    boolean hasStarted = toSyscallStop();
    return hasStarted && toSyscallStop();
  }

  /** Runs one instruction; whether it has trapped behind it. */
  boolean overInstruction() {
    return to(Signals.TRAP);
  }

  private boolean to(int awaited) {
    for (int i = 0; i < MAX_STOPS; i++) {
      long resumed =
          awaited == Signals.TRAP
              ? tracing.resumeForInstruction(pid)
              : tracing.resumeToSyscall(pid);
      if (resumed < 0 || kernel.wait(pid, Kernel.WALL | Kernel.WNOTHREAD, status) != pid) {
        return false;
      }
      WaitStatus stop = new WaitStatus(status.getInt(0));
      if (!stop.stopped()) {
        ending = Optional.of(stop);
        return false;
      }
      int signal = stop.event() == 0 ? stop.signal() : 0;
      if (signal == awaited && (signal != Signals.TRAP || tracing.isRaisedByKernel(pid))) {
        return true;
      }
      if (Signals.stops(signal) || signal == Signals.TRAP) {
        kept.add(signal);
      }
    }
    return false;
  }

  /** Gives the task its signals back; it is stopped still. */
  void end() {
    tracing.setSignalMask(pid, blocked);
    for (int signal : kept) {
      kernel.kill(pid, signal);
    }
  }

  /** How the process ended, where it was killed meanwhile; the wait for it has been made. */
  Optional<WaitStatus> ending() {
    return ending;
  }
}
