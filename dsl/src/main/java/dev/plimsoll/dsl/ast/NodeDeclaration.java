package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/** {@code node m7i { arch x86_64; cpu sapphirerapids; }} */
public record NodeDeclaration(
    String documentation, Name name, List<NodeProperty> properties, Span span) {
  public NodeDeclaration {
    properties = List.copyOf(properties);
  }
}
