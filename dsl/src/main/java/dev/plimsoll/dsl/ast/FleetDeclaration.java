package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/** {@code fleet production { node … }} */
public record FleetDeclaration(
    String documentation, Name name, List<NodeDeclaration> nodes, Span span)
    implements Declaration {
  public FleetDeclaration {
    nodes = List.copyOf(nodes);
  }
}
