package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/** {@code hold migratable { words auto; }} */
public record HoldDeclaration(String documentation, Name baseline, List<HoldItem> items, Span span)
    implements Declaration {
  public HoldDeclaration {
    items = List.copyOf(items);
  }
}
