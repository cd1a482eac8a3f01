package dev.plimsoll.dsl.parser;

import java.util.Optional;

/** The escapes of a text in quotes. */
final class Escapes {
  private Escapes() {}

  static Optional<Character> meaning(char escaped) {
    return switch (escaped) {
      case '\\', '"' -> Optional.of(escaped);
      case 'n' -> Optional.of('\n');
      case 't' -> Optional.of('\t');
      default -> Optional.empty();
    };
  }

  /**
   * What a literal says.
   *
   * @param literal with its opening quote; the closing one may be missing
   */
  static String resolve(String literal) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < literal.length() && literal.charAt(i) != '"'; i++) {
      char c = literal.charAt(i);
      if (c == '\\' && i + 1 < literal.length()) {
        i++;
        out.append(meaning(literal.charAt(i)).orElse(literal.charAt(i)).charValue());
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
