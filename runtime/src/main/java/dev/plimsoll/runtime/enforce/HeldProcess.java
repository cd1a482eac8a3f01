package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A program that runs held, through its supervisor. It is no {@link Process}, whose waiting would
 * take the supervisor's.
 */
public final class HeldProcess {
  private final NativeCalls calls;
  private final int pid;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Optional<Path> reportFile;
  private final Consumer<Path> afterReading;
  private volatile Optional<HoldReport> report = Optional.empty();

  HeldProcess(NativeCalls calls, int pid, Optional<Path> reportFile, Consumer<Path> afterReading) {
    this.afterReading = afterReading;
    this.calls = calls;
    this.pid = pid;
    this.reportFile = reportFile;
    Thread waiter = new Thread(this::await, "plimsoll-wait-" + pid);
    waiter.setDaemon(true);
    waiter.start();
  }

  private void await() {
    Kernel kernel = new Kernel(calls);
    ByteBuffer status = Kernel.buffer(Integer.BYTES);
    int waited;
    do {
      waited = kernel.wait(pid, 0, status);
    } while (waited == -Errno.EINTR);
    report = reportFile.flatMap(HeldProcess::read);
    reportFile.ifPresent(afterReading);
    if (waited == pid) {
      exit.complete(new WaitStatus(status.getInt(0)).shellCode());
    } else {
      exit.completeExceptionally(
          new IOException("process " + pid + " cannot be waited for: " + Errno.describe(waited)));
    }
  }

  /** The supervisor's process id: signals sent to it reach the program. */
  public long pid() {
    return pid;
  }

  /**
   * Completes with the program's exit status when it and everything it left behind has ended; 128+n
   * where signal n killed it, 125 if it could not be held, 126 and 127 if it could not be started.
   */
  public CompletableFuture<Integer> exit() {
    return exit.copy();
  }

  /** Completes with this handle when {@link #exit} does. */
  public CompletableFuture<HeldProcess> onExit() {
    return exit.thenApply(status -> this);
  }

  /** Waits until it has ended; its exit status as {@link #exit} tells it. */
  public int waitFor() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until it has ended, for some time; whether it has. */
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      exit.get(timeout, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Its exit status as {@link #exit} tells it.
   *
   * @throws IllegalThreadStateException if it has not ended
   */
  public int exitValue() {
    if (isAlive()) {
      throw new IllegalThreadStateException("process " + pid + " has not ended");
    }
    return exit.join();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return !exit.isDone();
  }

  /** Asks it to end, by SIGTERM. */
  public void destroy() {
    if (isAlive()) {
      new Kernel(calls).kill(pid, Signals.TERM);
    }
  }

  /** What the supervisor did; empty before the end and where it could not do anything. */
  public Optional<HoldReport> report() {
    return report;
  }

  private static Optional<HoldReport> read(Path file) {
    try {
      return HoldReport.parse(Files.readString(file));
    } catch (IOException notWritten) {
      return Optional.empty();
    }
  }
}
