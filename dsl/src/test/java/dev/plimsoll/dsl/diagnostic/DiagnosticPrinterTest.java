package dev.plimsoll.dsl.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticPrinterTest {
  private static final DiagnosticCode CODE =
      new DiagnosticCode("PLM-101", Severity.ERROR, "Unexpected text");

  @Test
  void drawsTheLineAndACaretUnderEveryCell() {
    assertThat(draw("one\ntwo three\n", "three"))
        .isEqualTo(
            """
            error[PLM-101]: It is wrong.
              --> f:2:5
               |
             2 | two three
               |     ^^^^^
            """);
  }

  @Test
  void keepsCaretsUnderTheTextBehindTabsAndWideAndCombiningCharacters() {
    assertThat(underlined("\tx", "x")).isEqualTo("    x|    ^");
    assertThat(underlined("a\tx", "x")).isEqualTo("a   x|    ^");
    assertThat(underlined("漢字x", "x")).isEqualTo("漢字x|    ^");
    assertThat(underlined("漢字x", "字")).isEqualTo("漢字x|  ^^");
    assertThat(underlined("e\u0301x", "x")).isEqualTo("e\u0301x| ^");
    assertThat(underlined("😀x", "x")).isEqualTo("😀x|  ^");
  }

  @Test
  void makesControlCharactersVisible() {
    assertThat(underlined("\u001b[31mx", "x")).isEqualTo("<U+001B>[31mx|            ^");
    assertThat(underlined("\u202ex", "x")).isEqualTo("<U+202E>x|        ^");
    assertThat(Quoted.of("a\u0000")).isEqualTo("`a<U+0000>`");
    assertThat(Quoted.of("x".repeat(100))).isEqualTo("`" + "x".repeat(60) + "…`");
  }

  @Test
  void showsOnlyTheNeighbourhoodInAVeryLongLine() {
    String text = "a".repeat(1_000_000) + "x" + "b".repeat(1_000_000);
    String drawn = draw(text, "x");
    assertThat(drawn).hasSizeLessThan(600).contains("…aaa").contains("bbb…");
    String[] lines = drawn.split("\n");
    assertThat(lines[4].indexOf('^')).isEqualTo(lines[3].indexOf('x'));
  }

  @Test
  void pointsBehindTheLastCharacter() {
    SourceFile file = new SourceFile("f", "ab\ncd");
    assertThat(plain(Diagnostic.of(CODE, file, new Span(2, 0), "It ends.")))
        .contains("ab\n   |   ^\n");
    assertThat(plain(Diagnostic.of(CODE, file, new Span(5, 0), "It ends.")))
        .contains("cd\n   |   ^\n");
    assertThat(plain(Diagnostic.of(CODE, file, new Span(0, 5), "It ends.")))
        .contains("ab\n   | ^^\n");
  }

  @Test
  void showsHintsSuggestionsAndOtherPlaces() {
    SourceFile file = new SourceFile("f", "a\nb\n");
    Diagnostic diagnostic =
        Diagnostic.of(CODE, file, new Span(2, 1), "It is wrong.")
            .withHint("Mend it.")
            .withSuggestions(List.of("x", "y", "z"))
            .withRelated(new Span(0, 1), "first here");
    assertThat(plain(diagnostic))
        .isEqualTo(
            """
            error[PLM-101]: It is wrong.
              --> f:2:1
               |
             2 | b
               | ^
              --> f:1:1
               |
             1 | a
               | - first here
               = help: Mend it.
               = help: Did you mean `x`, `y` or `z`?
            """);
  }

  @Test
  void coloursOnlyWhenAsked() {
    SourceFile file = new SourceFile("f", "a");
    Diagnostic diagnostic = Diagnostic.of(CODE, file, new Span(0, 1), "It is wrong.");
    String coloured = DiagnosticPrinter.coloured().print(diagnostic);
    assertThat(coloured).contains("\u001b[1;31m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain(diagnostic));
  }

  private static String draw(String text, String part) {
    SourceFile file = new SourceFile("f", text);
    Span span = new Span(text.indexOf(part), part.length());
    return plain(Diagnostic.of(CODE, file, span, "It is wrong."));
  }

  private static String plain(Diagnostic diagnostic) {
    return DiagnosticPrinter.plain().print(diagnostic);
  }

  private static String underlined(String text, String part) {
    String[] lines = draw(text, part).split("\n");
    return lines[3].substring(5) + "|" + lines[4].substring(5);
  }
}
