package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/** {@code rules migratable { deny unconditional; }} */
public record RulesDeclaration(String documentation, Name baseline, List<RuleItem> items, Span span)
    implements Declaration {
  public RulesDeclaration {
    items = List.copyOf(items);
  }
}
