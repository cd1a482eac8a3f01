package dev.plimsoll.compiler.catalog;

import java.util.Optional;

/**
 * The versions of a component that a record speaks of: numbers with dots.
 *
 * @param from the first one; empty for the oldest
 * @param until the first one that is meant no more; empty for none
 */
public record KnobVersions(Optional<String> from, Optional<String> until) {

  /** Whether a version is meant. */
  public boolean contains(String version) {
    return from.map(f -> compare(version, f) >= 0).orElse(true)
        && until.map(u -> compare(version, u) < 0).orElse(true);
  }

  /**
   * Compares by number after number; what follows the last digit of a part does not count, and a
   * missing part is 0.
   */
  public static int compare(String left, String right) {
    String[] mine = left.split("[.]", -1);
    String[] theirs = right.split("[.]", -1);
    for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
      int by = Long.compare(number(mine, i), number(theirs, i));
      if (by != 0) {
        return by;
      }
    }
    return 0;
  }

  private static long number(String[] parts, int index) {
    if (index >= parts.length) {
      return 0;
    }
    String digits = parts[index].replaceFirst("\\D.*", "");
    return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
  }

  /** For example {@code 2.26 to before 2.32}. */
  @Override
  public String toString() {
    return from.orElse("any") + until.map(u -> " to before " + u).orElse(" and later");
  }
}
