package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;

/** {@code import "acme/fleet.plimsoll";} */
public record ImportDeclaration(Text path, Span span) implements Declaration {}
