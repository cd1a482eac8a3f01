package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/** {@code test "…" { expect …; }} */
public record TestDeclaration(
    String documentation, Text title, List<Expectation> expectations, Span span)
    implements Declaration {
  public TestDeclaration {
    expectations = List.copyOf(expectations);
  }
}
