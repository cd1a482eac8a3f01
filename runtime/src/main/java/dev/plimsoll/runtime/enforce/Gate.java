package dev.plimsoll.runtime.enforce;

import java.util.concurrent.locks.LockSupport;

/** A FIFO at which a new process waits until it is let through. */
final class Gate {
  private static final long RETRY_NANOS = 50_000;
  private static final int RETRIES = 200_000;

  private final Kernel kernel;
  private final String path;

  private Gate(Kernel kernel, String path) {
    this.kernel = kernel;
    this.path = path;
  }

  static Offer<Gate> make(Kernel kernel) {
    String folder = System.getProperty("java.io.tmpdir", "/tmp");
    String path =
        folder + "/plimsoll-" + kernel.getpid() + "-" + Long.toHexString(System.nanoTime());
    long made = kernel.makeFifo(path);
    return made < 0
        ? Offer.refused("no FIFO can be made in " + folder + ": " + Errno.describe(made))
        : Offer.of(new Gate(kernel, path));
  }

  String path() {
    return path;
  }

  /** Lets the process through as soon as it waits, and removes the FIFO. */
  void open() {
    int writer = -Errno.ENXIO;
    for (int i = 0; i < RETRIES && writer == -Errno.ENXIO; i++) {
      writer = kernel.open(path, Kernel.O_WRONLY | Kernel.O_NONBLOCK);
      if (writer < 0) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
    kernel.close(writer);
    remove();
  }

  /** Removes the FIFO without letting anything through. */
  void remove() {
    kernel.unlink(path);
  }
}
