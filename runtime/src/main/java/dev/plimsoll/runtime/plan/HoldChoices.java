package dev.plimsoll.runtime.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the policy decides on how programs are held, in its own words.
 *
 * @param words {@code auto}, {@code off} or a mechanism's letter
 * @param onLoss {@code kill} or {@code continue}
 * @param exec32Bit {@code allow}, {@code warn} or {@code deny}
 * @param residual {@code allow}, {@code warn} or {@code deny}
 * @param limits vector lengths in bits, by family
 */
public record HoldChoices(
    String words,
    String onLoss,
    String exec32Bit,
    String residual,
    SortedMap<String, Integer> limits) {
  private static final String TRACED_TREE = "p";

  /** The value of {@code words} that leaves the words alone. */
  public static final String OFF = "off";

  /** The value that has no word said about it. */
  public static final String ALLOW = "allow";

  /** The value that refuses. */
  public static final String DENY = "deny";

  /** What holds where a policy says nothing. */
  public static final HoldChoices DEFAULT =
      new HoldChoices("auto", "kill", "allow", "warn", new TreeMap<>());

  public HoldChoices {
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
  }

  /** The same with another answer to how the words are held. */
  public HoldChoices words(String other) {
    return new HoldChoices(other, onLoss, exec32Bit, residual, limits);
  }

  /** The same with another answer to loss. */
  public HoldChoices onLoss(String other) {
    return new HoldChoices(words, other, exec32Bit, residual, limits);
  }

  /** Whether CPUID is answered where that can be: it takes a tracer of every thread. */
  public boolean answersCpuid() {
    return words.equals(TRACED_TREE);
  }

  /** Whether the words are masked. */
  public boolean masksWords() {
    return !words.equals(OFF);
  }
}
