package dev.plimsoll.compiler.sources;

import java.util.List;

/**
 * A path with {@code *} and {@code ?}, which stand for characters within one part of it. As in a
 * shell, a part that begins with a wildcard does not match names that begin with a dot.
 */
record PathPattern(List<String> parts) {
  static PathPattern of(String pattern) {
    return new PathPattern(List.of(pattern.split("/", -1)));
  }

  boolean matches(String path) {
    String[] names = path.split("/", -1);
    if (names.length != parts.size()) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (!matches(parts.get(i), names[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a part of a pattern matches a name, in time that their lengths multiplied bound. */
  static boolean matches(String pattern, String name) {
    boolean hidden = name.startsWith(".") && !pattern.startsWith(".");
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return !hidden && p == pattern.length();
  }
}
