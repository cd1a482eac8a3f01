package dev.plimsoll.dsl.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Gives mutants of texts to something that has to survive them; see {@link Survival}. */
public final class Mutants {
  private static final int DEFAULT = 3_000;
  private static final int SHOWN = 20_000;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Mutants() {}

  /**
   * Fails at the first mutant of the whole corpus that is not survived.
   *
   * @param name what is tested, for the report
   * @param reader answers whether it took the mutant for well-formed
   * @return the part of the mutants that it took for well-formed
   */
  public static double survive(String name, Predicate<String> reader) throws IOException {
    return survive(name, Corpus.all(), reader);
  }

  /** The same with mutants of other texts. */
  public static double survive(String name, List<Corpus.Seed> seeds, Predicate<String> reader) {
    return survive(name, seeds, LONGEST, reader);
  }

  /** The same with another bound of the time for each. */
  static double survive(
      String name, List<Corpus.Seed> seeds, Duration longest, Predicate<String> reader) {
    Mutations mutations = new Mutations(seeds);
    AtomicReference<Corpus.Seed> current = new AtomicReference<>(new Corpus.Seed("none", ""));
    return Survival.of(
        name,
        DEFAULT,
        longest,
        random -> {
          Corpus.Seed mutant = mutations.next(random);
          current.set(mutant);
          return reader.test(mutant.text());
        },
        () -> described(current.get()));
  }

  private static String described(Corpus.Seed mutant) {
    String text = mutant.text();
    return ", from " + mutant.name() + "\n" + text.substring(0, Math.min(text.length(), SHOWN));
  }
}
