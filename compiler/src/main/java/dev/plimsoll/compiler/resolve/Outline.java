package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.FleetDeclaration;
import dev.plimsoll.dsl.ast.NodeDeclaration;
import dev.plimsoll.dsl.ast.SetExpression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Declarations whose parts are found, but whose sets are not yet computed. */
sealed interface Outline {

  /**
   * A baseline.
   *
   * @param sets by the architecture's name
   * @param complete whether no part of it was unreadable or refused
   */
  record OfBaseline(
      BaselineDeclaration declaration, SortedMap<String, ArchitectureLine> sets, boolean complete)
      implements Outline {}

  /** One line of a baseline whose architecture is known. */
  record ArchitectureLine(
      Architecture architecture, BaselineDeclaration.ArchitectureSet declaration) {}

  /**
   * A fleet.
   *
   * @param complete whether every node says which architecture it has
   */
  record OfFleet(FleetDeclaration declaration, List<OfNode> nodes, boolean complete)
      implements Outline {
    /** Whether a node is of the architecture; found early in a fleet that has one. */
    boolean isOn(String architecture) {
      return nodes.stream().anyMatch(n -> n.architecture().name().equals(architecture));
    }

    List<OfNode> on(String architecture) {
      return nodes.stream().filter(n -> n.architecture().name().equals(architecture)).toList();
    }
  }

  /**
   * A node whose architecture is known.
   *
   * @param cpu absent if the node does not say it, which is a finding already
   */
  record OfNode(
      NodeDeclaration declaration,
      Architecture architecture,
      Optional<SetExpression> cpu,
      Optional<String> kernel,
      Map<String, Integer> vectorLengths)
      implements Outline {}
}
