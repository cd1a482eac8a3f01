package dev.plimsoll.dsl.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFileTest {

  @Test
  void countsLinesOfEveryConvention() {
    SourceFile file = new SourceFile("x", "a\nbc\r\nd\re");
    assertThat(file.lineCount()).isEqualTo(4);
    assertThat(file.line(2)).isEqualTo("bc");
    assertThat(file.line(3)).isEqualTo("d");
    assertThat(file.position(2)).isEqualTo(new Position(2, 1));
    assertThat(file.position(8)).isEqualTo(new Position(4, 1));
  }

  @Test
  void countsColumnsInCodePoints() {
    SourceFile file = new SourceFile("x", "😀a\tb");
    assertThat(file.position(2)).isEqualTo(new Position(1, 2));
    assertThat(file.position(4)).isEqualTo(new Position(1, 4));
  }

  @Test
  void takesPlacesBehindTheEndAsTheEnd() {
    SourceFile file = new SourceFile("x", "a\n");
    assertThat(file.position(99)).isEqualTo(new Position(2, 1));
    assertThat(file.text(new Span(1, 99))).isEqualTo("\n");
    assertThat(new SourceFile("x", "").position(0)).isEqualTo(new Position(1, 1));
  }

  @Test
  void spansCoverAndContain() {
    Span span = new Span(3, 2).to(new Span(8, 1));
    assertThat(span).isEqualTo(Span.between(3, 9));
    assertThat(span.contains(new Span(3, 6))).isTrue();
    assertThat(span.contains(new Span(3, 7))).isFalse();
  }
}
