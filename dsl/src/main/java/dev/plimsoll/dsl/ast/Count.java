package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;

/** A whole number, not negative and at most {@link Integer#MAX_VALUE}. */
public record Count(int value, Span span) {}
