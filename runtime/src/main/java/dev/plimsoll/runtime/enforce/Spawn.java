package dev.plimsoll.runtime.enforce;

import java.util.Optional;
import java.util.function.Function;

/**
 * The start of a program from a thread of its own, which {@code posix_spawn} blocks until the
 * program runs; the thread ends then.
 */
final class Spawn {
  private final Later<Integer> thread = new Later<>();
  private final Later<Long> process = new Later<>();

  private Spawn() {}

  /**
   * Begins.
   *
   * @param before done first in the thread; where it gives a negative error number, this is the
   *     result and nothing is started
   * @param after done last, whatever happened
   */
  static Spawn begin(
      NativeCalls calls,
      Program program,
      Optional<CStrings> gate,
      Function<Kernel, Long> before,
      Runnable after) {
    Spawn spawn = new Spawn();
    Thread thread =
        new Thread(
            () -> {
              Kernel kernel = new Kernel(calls);
              spawn.thread.give(kernel.gettid());
              long prepared = before.apply(kernel);
              spawn.process.give(
                  prepared < 0
                      ? prepared
                      : calls.spawn(
                          program.path(),
                          program.arguments(),
                          program.environment(),
                          gate,
                          program.signalMask(),
                          OwnDescriptors.allBut(program.descriptors())));
              after.run();
            },
            "plimsoll-spawn");
    thread.setDaemon(true);
    thread.start();
    return spawn;
  }

  /** The kernel's id of the thread. */
  int thread() {
    return thread.await();
  }

  /** The process or a negative error number, empty while it is not decided. */
  Optional<Long> now() {
    return process.now();
  }

  /** The process or a negative error number. */
  long await() {
    return process.await();
  }
}
