package dev.plimsoll.verifier.verdict;

import java.util.Arrays;

/**
 * A pattern with wildcards. Takes time in proportion to pattern and text, whatever they are.
 *
 * <p>{@code ?} is one character and {@code *} any number of them, neither of them a separator;
 * {@code **} is any number of characters, and {@code **} with a separator behind it also none of
 * both, so that {@code **}{@code /*.so} has {@code a.so}, too.
 */
final class Glob {
  private static final char ANY = '?';
  private static final char MANY = '*';

  private final String pattern;
  private final char separator;

  private Glob(String pattern, char separator) {
    this.pattern = pattern;
    this.separator = separator;
  }

  /** A pattern for paths, whose parts {@code /} separates. */
  static Glob path(String pattern) {
    return new Glob(pattern, '/');
  }

  /** A pattern in which {@code *} stands for any characters. */
  static Glob name(String pattern) {
    return new Glob(pattern, '\0');
  }

  boolean matches(String text) {
    // reached[j]: the pattern up to where the loop stands matches the first j characters.
    boolean[] reached = new boolean[text.length() + 1];
    reached[0] = true;
    for (int i = 0; i < pattern.length(); ) {
      boolean doubled = pattern.startsWith("**", i);
      boolean folders = doubled && i + 2 < pattern.length() && pattern.charAt(i + 2) == separator;
      if (folders) {
        reached = afterFolders(reached, text);
        i += 3;
      } else if (pattern.charAt(i) == MANY) {
        spread(reached, text, doubled);
        i += doubled ? 2 : 1;
      } else {
        step(reached, text, pattern.charAt(i));
        i++;
      }
    }
    return reached[text.length()];
  }

  private boolean[] afterFolders(boolean[] reached, String text) {
    boolean[] after = Arrays.copyOf(reached, reached.length);
    boolean begun = false;
    for (int j = 0; j < text.length(); j++) {
      begun |= reached[j];
      after[j + 1] |= begun && text.charAt(j) == separator;
    }
    return after;
  }

  private void spread(boolean[] reached, String text, boolean acrossSeparators) {
    for (int j = 0; j < text.length(); j++) {
      reached[j + 1] |= reached[j] && (acrossSeparators || text.charAt(j) != separator);
    }
  }

  private void step(boolean[] reached, String text, char wanted) {
    for (int j = text.length(); j > 0; j--) {
      char c = text.charAt(j - 1);
      reached[j] = reached[j - 1] && (wanted == ANY ? c != separator : c == wanted);
    }
    reached[0] = false;
  }
}
