package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.source.Span;

/** The smallest part of a policy's text: everything but white space is one. */
public record Lexeme(Kind kind, Span span) {

  /** What a lexeme is to somebody who lays out text. */
  public enum Kind {
    /** A name, a keyword, a number or a pattern. */
    WORD,
    /** A text with its quotes. */
    TEXT,
    /** Punctuation or an operator. */
    SIGN,
    /** A comment up to the end of its line, doc comments included. */
    COMMENT,
    /** What the language does not know. */
    FOREIGN
  }
}
