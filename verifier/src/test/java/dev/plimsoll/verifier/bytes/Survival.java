package dev.plimsoll.verifier.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;

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
    int count = Integer.getInteger("plimsoll.mutants", usual);
    // The first one would pay for the tables that all need.
    feedOne(name, SEED, feeding);
    long start = System.nanoTime();
    long slowest = 0;
    long slowestSeed = SEED;
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      long before = System.nanoTime();
      accepted += feedOne(name, SEED + i, feeding) ? 1 : 0;
      long spent = System.nanoTime() - before;
      if (spent > slowest) {
        slowest = spent;
        slowestSeed = SEED + i;
      }
    }
    System.out.printf(
        "%s: %,d inputs by seed %d in %.1f s, %,d of them well-formed, slowest %d ms (seed %d), heap %d MB%n",
        name,
        count,
        SEED,
        (System.nanoTime() - start) / 1e9,
        accepted,
        slowest / 1_000_000,
        slowestSeed,
        Runtime.getRuntime().maxMemory() >> 20);
    assertThat(Duration.ofNanos(slowest)).as(name).isLessThan(LONGEST);
    return (double) accepted / count;
  }

  private static boolean feedOne(String name, long seed, Feeding feeding) {
    try {
      return feeding.feed(new SplittableRandom(seed));
    } catch (Throwable e) {
      throw new AssertionError(name + " fails: -Dplimsoll.seed=" + seed, e);
    }
  }
}
