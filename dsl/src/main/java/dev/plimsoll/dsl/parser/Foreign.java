package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.diagnostic.Diagnostic;

/** What to do about characters that the language does not use but people type. */
final class Foreign {
  private Foreign() {}

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
