package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.parser.grammar.PolicyLexer;
import java.util.Optional;

/** What to do about characters that the language does not use but people type. */
final class Foreign {
  private Foreign() {}

  /** The type of the token that was meant, if the text can hardly mean anything else. */
  static Optional<Integer> meaning(String found) {
    return switch (found) {
      case "|", "||" -> Optional.of(PolicyLexer.PLUS);
      case "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212" ->
          Optional.of(PolicyLexer.MINUS);
      default -> Optional.empty();
    };
  }

  static Diagnostic withHint(Diagnostic diagnostic) {
    int first = diagnostic.file().text().codePointAt(diagnostic.span().offset());
    return switch (first) {
      case '#', '/' -> diagnostic.withHint("A comment begins with `//`.");
      case '\'', 0x2018, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB ->
          diagnostic.withHint("A text stands in straight double quotes: `\"`.");
      case '=' -> diagnostic.withHint("No `=` stands between a word and its value.");
      case '|' -> diagnostic.withHint("The union of two sets is written with `+`.");
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212 ->
          diagnostic.withHint("A minus sign is written as `-`.");
      case 0xA0, 0x2007, 0x202F, 0x3000 -> diagnostic.withHint("Use an ordinary space.");
      case 0xFFFD -> diagnostic.withHint("The file may not be encoded in UTF-8.");
      case 0 -> diagnostic.withHint("This does not look like a text file in UTF-8.");
      default -> diagnostic;
    };
  }
}
