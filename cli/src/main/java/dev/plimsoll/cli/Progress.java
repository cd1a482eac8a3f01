package dev.plimsoll.cli;

import dev.plimsoll.verifier.report.PlainText;
import dev.plimsoll.verifier.scan.ScanProgress;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** One line on a terminal that says how far a scan is; nothing where no person watches. */
final class Progress implements ScanProgress, AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final String ERASE = "\u001b[K";

  /** So that the line fits into the narrowest of usual terminals. */
  private static final int PATH = 40;

  private final PrintStream err;
  private final boolean shown;
  private final LongSupplier nanos;
  private long last;
  private boolean drawn;

  Progress(PrintStream err) {
    this(err, Terminal.ERR.attached(), System::nanoTime);
  }

  Progress(PrintStream err, boolean shown, LongSupplier nanos) {
    this.err = err;
    this.shown = shown;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  @Override
  public void at(String path, int objects, long bytes) {
    if (!shown || nanos.getAsLong() - last < INTERVAL_NANOS) {
      return;
    }
    last = nanos.getAsLong();
    drawn = true;
    String name = PlainText.safe(path);
    String tail = name.length() > PATH ? "…" + name.substring(name.length() - PATH + 1) : name;
    // Over the old line, and then away with its rest: to erase all of it first would flicker.
    String line = PlainText.count(objects, "object") + ", " + (bytes >> 20) + " MiB of code  ";
    err.print("\r" + line + tail + ERASE);
    err.flush();
  }

  @Override
  public void close() {
    if (drawn) {
      err.print("\r" + ERASE);
      err.flush();
    }
  }
}
