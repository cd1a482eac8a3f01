package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Makes a supervisor invisible to whoever sends signals to it: they reach the child, and when the
 * terminal stops the child the supervisor stops with it, so that the shell takes over.
 */
final class JobControl {
  private static final int CODE_OFFSET = 8;
  private static final int SENDER_OFFSET = 16;
  private static final int SI_KERNEL = 0x80;
  private static final long SAME_SIGNAL_NANOS = 500_000_000;
  private static final int MAX_ANCESTORS = 1 << 12;

  /** What ends a supervisor that only waits for what its child left behind. */
  private static final List<Integer> TERMINATING =
      List.of(Signals.HUP, Signals.INT, Signals.QUIT, Signals.TERM);

  private final int child;
  private final int self;
  private final boolean leadsSession;
  private volatile boolean childLives = true;
  private volatile long childEnded;

  JobControl(NativeCalls calls, int child) {
    Kernel kernel = new Kernel(calls);
    this.child = child;
    this.self = kernel.getpid();
    this.leadsSession = kernel.getsid() == self;
    Thread relay = new Thread(() -> relay(new Kernel(calls)), "plimsoll-signals");
    relay.setDaemon(true);
    relay.start();
  }

  private void relay(Kernel kernel) {
    ByteBuffer info = Kernel.buffer(128);
    ByteBuffer text = Kernel.buffer(1024);
    long waited = Signals.set(Signals.RELAYED);
    while (true) {
      int signal = kernel.awaitSignal(waited, info);
      if (signal > 0 && childLives && !reachedChild(kernel, signal, info, text)) {
        kernel.kill(child, signal);
      } else if (TERMINATING.contains(signal) && !childLives && !meantForChild()) {
        kernel.dieBy(signal);
      }
    }
  }

  /**
   * Whether the child got the signal as well: the terminal signals the whole foreground group, and
   * a descendant that signals its group hits the child too. A hangup is told to session leaders
   * only.
   */
  private boolean reachedChild(Kernel kernel, int signal, ByteBuffer info, ByteBuffer text) {
    if (info.getInt(CODE_OFFSET) == SI_KERNEL) {
      return !(signal == Signals.HUP && leadsSession);
    }
    long process = info.getInt(SENDER_OFFSET);
    for (int i = 0; i < MAX_ANCESTORS && process > 1 && process != self; i++) {
      if (process == child) {
        return true;
      }
      process = ProcStat.read(kernel, (int) process, text).field(ProcStat.PARENT);
    }
    return false;
  }

  /** The child is gone: its number may soon be another process's. */
  void childEnded() {
    childEnded = System.nanoTime();
    childLives = false;
  }

  /** A signal that killed the child and came here too may be seen a little after its death. */
  private boolean meantForChild() {
    return System.nanoTime() - childEnded < SAME_SIGNAL_NANOS;
  }

  /** The child was stopped by a signal: stops this process too where the terminal sent it. */
  void childStopped(Kernel kernel, int signal) {
    if (signal != Signals.STOP && Signals.stops(signal)) {
      kernel.stopHere();
      kernel.kill(child, Signals.CONT);
    }
  }
}
