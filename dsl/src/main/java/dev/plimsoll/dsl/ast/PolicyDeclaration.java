package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;

/**
 * {@code policy com.acme.Line;}
 *
 * @param documentation the text of the doc comment, empty if there is none
 * @param name the qualified name
 */
public record PolicyDeclaration(String documentation, Name name, Span span)
    implements Declaration {}
