package dev.plimsoll.dsl.format;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of block, and how each is laid out. */
enum Shape {
  FILE("", null, 0, 0),
  FLEET("fleet", FILE, 0, 0),
  NODE("node", FLEET, 0, Integer.MAX_VALUE),
  BASELINE("baseline", FILE, 2, 0),
  HOLD("hold", FILE, 1, 0),
  RULES("rules", FILE, 1, 0),
  ON("on", RULES, 1, 1),
  TEST("test", FILE, 0, 0);

  private final String keyword;
  private final @Nullable Shape around;
  private final int column;
  private final int mostInLine;

  Shape(String keyword, @Nullable Shape around, int column, int mostInLine) {
    this.keyword = keyword;
    this.around = around;
    this.column = column;
    this.mostInLine = mostInLine;
  }

  /** The kind of block that a word begins inside of this one, if it begins any. */
  Optional<Shape> begunBy(Piece word) {
    return Stream.of(values()).filter(s -> s.around == this && word.is(s.keyword)).findFirst();
  }

  /** How many pieces at the start of each line stand in a column of their own. */
  int column() {
    return column;
  }

  /** The most lines that may be drawn together into the line of the block's name. */
  int mostInLine() {
    return mostInLine;
  }
}
