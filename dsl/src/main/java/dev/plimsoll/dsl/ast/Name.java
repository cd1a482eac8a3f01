package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;

/** A name as it was written; keywords may be names. */
public record Name(String text, Span span) {}
