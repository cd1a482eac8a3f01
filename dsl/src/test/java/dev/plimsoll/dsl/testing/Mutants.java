package dev.plimsoll.dsl.testing;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Gives mutants of texts to something that has to survive them: no exception, no overflow, no end
 * of memory, and an answer in bounded time.
 *
 * <p>{@code -Dplimsoll.mutants=N} says how many, {@code -Dplimsoll.seed=N} which. A mutant follows
 * from its own seed; a failure names it, and {@code -Dplimsoll.mutants=1} repeats it alone.
 */
public final class Mutants {
  private static final long SEED = Long.getLong("plimsoll.seed", 20261122);
  private static final int DEFAULT = 3_000;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final String name;
  private final Duration longest;
  private final Predicate<String> reader;
  private final Mutations mutations;
  private volatile Current current =
      new Current(SEED, new Corpus.Seed("none", ""), System.nanoTime());

  private int accepted;
  private long slowest;
  private long slowestSeed;

  private Mutants(
      String name, List<Corpus.Seed> seeds, Duration longest, Predicate<String> reader) {
    this.name = name;
    this.longest = longest;
    this.reader = reader;
    this.mutations = new Mutations(seeds);
  }

  private record Current(long seed, Corpus.Seed mutant, long start) {
    String title() {
      return "-Dplimsoll.seed=" + seed + ", from " + mutant.name();
    }
  }

  /**
   * Fails at the first mutant of the whole corpus that is not survived.
   *
   * @param name what is tested, for the report
   * @param reader answers whether it took the mutant for well-formed
   * @return the part of the mutants that it took for well-formed
   */
  public static double survive(String name, Predicate<String> reader) throws Exception {
    return survive(name, Corpus.all(), reader);
  }

  /** The same with mutants of other texts. */
  public static double survive(String name, List<Corpus.Seed> seeds, Predicate<String> reader)
      throws Exception {
    return survive(name, seeds, LONGEST, reader);
  }

  /** The same with another bound of the time for each. */
  static double survive(
      String name, List<Corpus.Seed> seeds, Duration longest, Predicate<String> reader)
      throws InterruptedException {
    int count = Integer.getInteger("plimsoll.mutants", DEFAULT);
    return new Mutants(name, seeds, longest, reader).run(count);
  }

  private double run(int count) throws InterruptedException {
    Throwable[] failure = new Throwable[1];
    Thread worker =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < count; i++) {
                  feed(SEED + i);
                }
              } catch (Throwable e) {
                failure[0] = e;
              }
            },
            name);
    // What hangs cannot be stopped; as a daemon it does not keep the JVM from ending.
    worker.setDaemon(true);
    long start = System.nanoTime();
    worker.start();
    while (worker.isAlive()) {
      worker.join(500);
      Current now = current;
      if (System.nanoTime() - now.start() > longest.toNanos()) {
        AssertionError hangs = new AssertionError(name + " hangs: " + described(now));
        hangs.setStackTrace(worker.getStackTrace());
        throw hangs;
      }
    }
    if (failure[0] != null) {
      throw new AssertionError(name + " fails: " + described(current), failure[0]);
    }
    System.out.printf(
        "%s: %,d mutants by seed %d in %d s, %,d of them well-formed, slowest %d ms (seed %d), heap %d MB%n",
        name,
        count,
        SEED,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
        accepted,
        TimeUnit.NANOSECONDS.toMillis(slowest),
        slowestSeed,
        Runtime.getRuntime().maxMemory() >> 20);
    return (double) accepted / count;
  }

  private void feed(long seed) {
    Corpus.Seed mutant = mutations.next(new SplittableRandom(seed));
    long start = System.nanoTime();
    current = new Current(seed, mutant, start);
    if (reader.test(mutant.text())) {
      accepted++;
    }
    long spent = System.nanoTime() - start;
    if (spent > slowest) {
      slowest = spent;
      slowestSeed = seed;
    }
  }

  private static String described(Current current) {
    String text = current.mutant().text();
    return current.title() + "\n" + text.substring(0, Math.min(text.length(), 20_000));
  }
}
