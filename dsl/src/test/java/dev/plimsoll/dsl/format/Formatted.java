package dev.plimsoll.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.parser.Lexeme;
import dev.plimsoll.dsl.parser.LexemeReader;
import dev.plimsoll.dsl.parser.ParseResult;
import dev.plimsoll.dsl.parser.PolicyReader;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;

/** What must hold of every policy that was formatted. */
final class Formatted {
  private Formatted() {}

  /** Formats a policy that parses and checks all that formatting promises. */
  static String checked(String what, String text) {
    String formatted = format(text);
    check(what, text, formatted);
    return formatted;
  }

  /** Checks what formatting promises of a policy that parses and of what became of it. */
  static void check(String what, String text, String formatted) {
    ParseResult before = parse(text);
    assertThat(before.isClean()).as(() -> what + "\n" + drawn(before) + "\n" + text).isTrue();
    ParseResult after = parse(formatted);
    assertThat(after.isClean()).as(() -> what + "\n" + drawn(after) + "\n" + formatted).isTrue();
    assertThat(Trees.withoutSpans(after.file().orElseThrow()))
        .as(() -> what + "\n" + text + "\n-- became --\n" + formatted)
        .isEqualTo(Trees.withoutSpans(before.file().orElseThrow()));
    assertThat(lexemes(formatted)).as(what).isEqualTo(lexemes(text));
    assertThat(format(formatted)).as(() -> what + " twice\n" + text).isEqualTo(formatted);
    assertLayout(formatted);
  }

  private static void assertLayout(String formatted) {
    assertThat(formatted)
        .endsWith("\n")
        .doesNotStartWith("\n")
        .doesNotStartWith("\uFEFF")
        .doesNotContain("\n\n\n", "\r", " \n", "\n\n}")
        .doesNotContainPattern("(?m)^[^/\n]*\\{\n\n");
  }

  static String format(String text) {
    FormatResult result = PolicyFormatter.format(new SourceFile("x.plimsoll", text));
    return result.text().orElseThrow(() -> new AssertionError(text));
  }

  private static ParseResult parse(String text) {
    return PolicyReader.read(new SourceFile("x.plimsoll", text));
  }

  private static String drawn(ParseResult result) {
    return DiagnosticPrinter.plain().print(result.diagnostics());
  }

  /** Words, signs, texts and comments in their order; so none is lost, and none moves. */
  private static List<String> lexemes(String text) {
    SourceFile file = new SourceFile("x.plimsoll", text);
    return LexemeReader.read(file).stream()
        .map(
            lexeme -> {
              String written = file.text(lexeme.span());
              return lexeme.kind() == Lexeme.Kind.COMMENT ? written.stripTrailing() : written;
            })
        .toList();
  }
}
