package dev.plimsoll.cli;

import dev.plimsoll.verifier.scan.ScanProgress;
import java.io.PrintStream;

/** One line on a terminal that says how far a scan is; nothing where no person watches. */
final class Progress implements ScanProgress, AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;

  private final PrintStream err;
  private final boolean shown = Terminal.ERR.attached();
  private long last = System.nanoTime();
  private boolean drawn;

  Progress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void scanned(String path, int objects, long bytes) {
    if (!shown || System.nanoTime() - last < INTERVAL_NANOS) {
      return;
    }
    last = System.nanoTime();
    drawn = true;
    String tail = path.length() > 50 ? "…" + path.substring(path.length() - 49) : path;
    err.print("\r\u001b[K" + objects + " objects, " + (bytes >> 20) + " MiB of code  " + tail);
    err.flush();
  }

  @Override
  public void close() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
