package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;

/**
 * A text in quotes.
 *
 * @param value what it says, escapes resolved
 * @param span the whole literal with its quotes
 */
public record Text(String value, Span span) {}
