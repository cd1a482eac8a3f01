package dev.plimsoll.dsl.format;

import java.util.List;

/**
 * A word, text or sign with the comments in front of it. The end of the file is one, too, with an
 * empty text.
 *
 * @param gap what separates it from what is directly in front of it
 */
record Piece(String text, Gap gap, List<Comment> comments) {
  Piece {
    comments = List.copyOf(comments);
  }

  boolean is(String other) {
    return text.equals(other);
  }

  boolean isText() {
    return text.startsWith("\"");
  }

  /** Whether a line or more separates it and its comments from what is in front of them. */
  Gap outerGap() {
    return comments.isEmpty() ? gap : comments.get(0).gap();
  }

  Piece withoutFirstComment() {
    return new Piece(text, gap, comments.subList(1, comments.size()));
  }
}
