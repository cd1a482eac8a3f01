package dev.plimsoll.compiler.codegen;

import java.util.stream.Collectors;

/**
 * Text of a policy inside a Javadoc comment: nothing in it can end the comment or become markup.
 */
final class JavadocText {
  private JavadocText() {}

  /**
   * Every character that Javadoc or the compiler's Unicode escapes could take for more than text.
   */
  static String escape(String text) {
    return text.codePoints().mapToObj(JavadocText::escape).collect(Collectors.joining());
  }

  private static String escape(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\n' -> "\n";
      case '@', '*', '/', '\\', '{', '}' -> "&#" + c + ";";
      default -> Character.isISOControl(c) ? " " : Character.toString(c);
    };
  }
}
