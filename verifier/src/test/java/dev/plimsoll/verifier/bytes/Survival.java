package dev.plimsoll.verifier.bytes;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Gives very many inputs to something that has to survive them: no exception, no end of memory, and
 * an answer in bounded time.
 *
 * <p>{@code -Dplimsoll.mutants=N} says how many, {@code -Dplimsoll.seed=N} which. An input follows
 * from its own seed; a failure names it, and {@code -Dplimsoll.mutants=1} repeats it alone.
 */
public final class Survival {
  private static final long SEED = Long.getLong("plimsoll.seed", 20261122);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Survival() {}

  /** Makes an input and gives it away. */
  public interface Feeding {
    /** Whether the input was taken for well-formed. */
    boolean feed(SplittableRandom random) throws IOException;
  }

  /**
   * Feeds as many inputs as the system property says, else as usual, and prints how it went.
   *
   * @return the part of the inputs that was taken for well-formed
   */
  public static double of(String name, int usual, Feeding feeding) {
    return new Run(name, feeding).watched(Integer.getInteger("plimsoll.mutants", usual), LONGEST);
  }

  /** Inputs that are fed by a thread of their own, so that one without an end is found, too. */
  static final class Run implements Runnable {
    private final String name;
    private final Feeding feeding;
    private int count;
    private int accepted;
    private long slowest;
    private volatile int current;
    private volatile long since;
    private volatile @Nullable Throwable failure;

    Run(String name, Feeding feeding) {
      this.name = name;
      this.feeding = feeding;
    }

    double watched(int inputs, Duration longest) {
      count = inputs;
      long start = System.nanoTime();
      since = start;
      Thread worker = new Thread(this, name);
      worker.setDaemon(true);
      worker.start();
      try {
        while (worker.isAlive()) {
          worker.join(200);
          if (worker.isAlive() && System.nanoTime() - since > longest.toNanos()) {
            AssertionError endless = new AssertionError(name + " does not end: " + again());
            endless.setStackTrace(worker.getStackTrace());
            throw endless;
          }
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (failure != null) {
        throw new AssertionError(name + " fails: " + again(), failure);
      }
      System.out.printf(
          "%s: %,d inputs by seed %d in %.1f s, %,d of them well-formed, slowest %d ms, heap %d MB%n",
          name,
          count,
          SEED,
          (System.nanoTime() - start) / 1e9,
          accepted,
          slowest / 1_000_000,
          Runtime.getRuntime().maxMemory() >> 20);
      return (double) accepted / count;
    }

    private String again() {
      return "-Dplimsoll.seed=" + (SEED + current);
    }

    @Override
    public void run() {
      try {
        for (current = 0; current < count; next()) {
          since = System.nanoTime();
          accepted += feeding.feed(new SplittableRandom(SEED + current)) ? 1 : 0;
          slowest = Math.max(slowest, System.nanoTime() - since);
        }
      } catch (Throwable e) {
        failure = e;
      }
    }

    private void next() {
      int done = current;
      current = done + 1;
    }
  }
}
