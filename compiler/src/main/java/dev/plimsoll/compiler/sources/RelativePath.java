package dev.plimsoll.compiler.sources;

import java.util.Optional;

/**
 * Paths that policies may name: relative, separated by {@code /}, and never out of the place where
 * they begin, on no operating system.
 */
final class RelativePath {
  private static final int LONGEST = 1024;

  private RelativePath() {}

  /** What is wrong with a path, as the rest of a sentence that begins with "it". */
  static Optional<String> refusal(String path) {
    if (path.isEmpty()) {
      return Optional.of("is empty");
    }
    if (path.length() > LONGEST) {
      return Optional.of("has more than " + LONGEST + " characters");
    }
    if (path.indexOf('\\') >= 0) {
      return Optional.of("holds a backslash; `/` separates folders");
    }
    if (path.indexOf(':') >= 0) {
      return Optional.of("holds a colon, as drive letters and addresses do");
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("holds a control character");
    }
    if (path.startsWith("/")) {
      return Optional.of("is absolute; it has to be relative to a source root");
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty()) {
        return Optional.of("has an empty part");
      }
      if (part.equals(".") || part.equals("..")) {
        return Optional.of("has a part `" + part + "`; no path leads out of its root");
      }
    }
    return Optional.empty();
  }
}
