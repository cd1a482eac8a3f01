package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/** The kinds of machine that a workload may meet. */
public record Fleet(String name, String documentation, List<Node> nodes, Span span) {
  public Fleet {
    nodes = List.copyOf(nodes);
  }
}
