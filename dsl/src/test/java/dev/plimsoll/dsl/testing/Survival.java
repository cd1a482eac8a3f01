package dev.plimsoll.dsl.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Gives very many inputs to something that has to survive them: no exception, no overflow, no end
 * of memory, and an answer in bounded time.
 *
 * <p>{@code -Dplimsoll.mutants=N} says how many, {@code -Dplimsoll.seed=N} which. An input follows
 * from its own seed; a failure names it, and {@code -Dplimsoll.mutants=1} repeats it alone.
 */
public final class Survival {
  private static final long SEED = Long.getLong("plimsoll.seed", 20261122);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Time is that of the processor, for machines are busy; what only waits may do so longer. */
  private static final int WAITING = 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String name;
  private final Feeding feeding;
  private final Supplier<String> about;
  private final Throwable[] failure = new Throwable[1];
  private volatile int current;
  private int accepted;
  private long slowest;
  private int slowestInput;

  private Survival(String name, Feeding feeding, Supplier<String> about) {
    this.name = name;
    this.feeding = feeding;
    this.about = about;
  }

  /** Makes an input and gives it away. */
  public interface Feeding {
    /** Whether the input was taken for well-formed. */
    boolean feed(SplittableRandom random) throws Exception;
  }

  /**
   * Feeds as many inputs as the system property says, else as usual, and prints how it went.
   *
   * @return the part of the inputs that was taken for well-formed
   */
  public static double of(String name, int usual, Feeding feeding) {
    return of(name, usual, LONGEST, feeding, () -> "");
  }

  /**
   * The same with another bound of the time for each.
   *
   * @param about what a failure says of its input, besides its seed
   */
  static double of(
      String name, int usual, Duration longest, Feeding feeding, Supplier<String> about) {
    Survival run = new Survival(name, feeding, about);
    return run.watched(Integer.getInteger("plimsoll.mutants", usual), longest);
  }

  private double watched(int count, Duration longest) {
    long start = System.nanoTime();
    Thread worker = new Thread(() -> feed(count), name);
    // What hangs cannot be stopped; as a daemon it does not keep the JVM from ending.
    worker.setDaemon(true);
    worker.start();
    try {
      watch(worker, longest);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (failure[0] != null) {
      throw new AssertionError(name + " fails: " + described(), failure[0]);
    }
    System.out.printf(
        "%s: %,d inputs by seed %d in %d s, %,d of them well-formed, slowest %d ms (seed %d), heap %d MB%n",
        name,
        count,
        SEED,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
        accepted,
        TimeUnit.NANOSECONDS.toMillis(slowest),
        SEED + slowestInput,
        Runtime.getRuntime().maxMemory() >> 20);
    return (double) accepted / count;
  }

  private void watch(Thread worker, Duration longest) throws InterruptedException {
    int seen = -1;
    long since = 0;
    long cpu = 0;
    for (worker.join(100); worker.isAlive(); worker.join(100)) {
      long spent = THREADS.getThreadCpuTime(worker.getId());
      if (current != seen) {
        seen = current;
        since = System.nanoTime();
        cpu = spent;
      } else if (spent - cpu > longest.toNanos()
          || System.nanoTime() - since > longest.toNanos() * WAITING) {
        AssertionError hangs = new AssertionError(name + " hangs: " + described());
        hangs.setStackTrace(worker.getStackTrace());
        throw hangs;
      }
    }
  }

  private void feed(int count) {
    try {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < count; i++) {
        current = i;
        accepted += feeding.feed(new SplittableRandom(SEED + i)) ? 1 : 0;
        long after = THREADS.getCurrentThreadCpuTime();
        if (after - before > slowest) {
          slowest = after - before;
          slowestInput = i;
        }
        before = after;
      }
    } catch (Throwable e) {
      failure[0] = e;
    }
  }

  private String described() {
    return "-Dplimsoll.seed=" + (SEED + current) + about.get();
  }
}
