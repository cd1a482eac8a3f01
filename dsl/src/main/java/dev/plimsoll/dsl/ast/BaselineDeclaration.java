package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * {@code baseline portable { x86_64: x86-64-v3; }}
 *
 * @param seal the digest after {@code sealed}
 */
public record BaselineDeclaration(
    String documentation, Name name, Optional<Text> seal, List<ArchitectureSet> sets, Span span)
    implements Declaration {

  public BaselineDeclaration {
    sets = List.copyOf(sets);
  }

  /** One line of a baseline: what it means on one architecture. */
  public record ArchitectureSet(Name architecture, SetExpression expression, Span span) {}
}
