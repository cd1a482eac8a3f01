package dev.plimsoll.dsl.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Words that somebody may have meant who wrote another one. */
public final class Suggestions {
  private static final int MOST = 3;
  private static final int LONGEST = 40;

  private Suggestions() {}

  /**
   * The candidates close to a word, best first, at most three. Close is: a third of its letters at
   * most are wrong, missing, added or swapped with their neighbour; case does not count, and a word
   * that differs in case alone is the only suggestion.
   */
  public static List<String> of(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return List.of();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, word.length() / 3);
    List<Ranked> close = new ArrayList<>();
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) <= limit) {
        int distance = distance(lower, candidate.toLowerCase(Locale.ROOT), limit);
        if (distance <= limit && distance < word.length()) {
          close.add(new Ranked(candidate, distance));
        }
      }
    }
    boolean exact = close.stream().anyMatch(c -> c.distance() == 0);
    return close.stream()
        .filter(c -> !exact || c.distance() == 0)
        .sorted(Ranked.BEST_FIRST)
        .map(Ranked::word)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private record Ranked(String word, int distance) {
    private static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::word);
  }

  /**
   * The optimal string alignment distance, or, where that is greater, some number above the limit.
   */
  static int distance(String a, String b, int limit) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      // No later row has a smaller least: a swap goes back two rows, but it costs one.
      if (least > limit) {
        return least;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
