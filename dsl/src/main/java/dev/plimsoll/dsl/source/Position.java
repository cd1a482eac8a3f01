package dev.plimsoll.dsl.source;

/**
 * A place as people count it.
 *
 * @param line from 1
 * @param column from 1, in code points: a tab counts as one, and so does a character outside the
 *     basic plane
 */
public record Position(int line, int column) {

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
