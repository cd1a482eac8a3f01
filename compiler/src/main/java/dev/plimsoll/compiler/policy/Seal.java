package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.Span;

/**
 * What a baseline is fixed to.
 *
 * @param digest the text between the quotes
 * @param span that text with its quotes
 */
public record Seal(String digest, Span span) {}
