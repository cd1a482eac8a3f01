package dev.plimsoll.compiler.codegen;

import com.palantir.javapoet.CodeBlock;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Texts of a policy in Java source. What is written is printable ASCII, so that no character ends a
 * line, turns the direction of writing, or depends on the encoding that javac assumes.
 */
final class JavaText {
  private JavaText() {}

  /** A string literal. Half a surrogate pair, which no file in UTF-8 can hold, becomes U+FFFD. */
  static CodeBlock literal(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(
            c -> {
              for (char unit : Character.toChars(c)) {
                out.append(escape(unit));
              }
            });
    return CodeBlock.of("$L", out.append('"'));
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      // Not twice itself, which JDK 17's javac misreads behind an escaped surrogate.
      case '\\' -> "\\134";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> isPlain(c) ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c);
    };
  }

  /** Text inside a Javadoc comment: nothing in it can end the comment or become markup. */
  static String javadoc(String text) {
    return text.codePoints().mapToObj(JavaText::javadoc).collect(Collectors.joining());
  }

  private static String javadoc(int c) {
    return switch (c) {
      case '\n' -> "\n";
      case '&', '<', '>', '@', '*', '/', '\\', '{', '}' -> "&#" + c + ";";
      default -> isPlain(c) ? Character.toString(c) : c > '~' ? entity(c) : " ";
    };
  }

  /** What is no character has no number in HTML. */
  private static String entity(int c) {
    boolean character = c >= 0xA0 && (c < 0xD800 || c > 0xDFFF) && (c & 0xFFFE) != 0xFFFE;
    return character ? "&#" + c + ";" : " ";
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c <= '~';
  }
}
