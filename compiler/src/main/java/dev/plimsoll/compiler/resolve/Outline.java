package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.FleetDeclaration;
import dev.plimsoll.dsl.ast.NodeDeclaration;
import dev.plimsoll.dsl.ast.SetExpression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

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
   * @param byArchitecture the nodes by the names of their architectures
   * @param complete whether every node says which architecture it has
   */
  record OfFleet(
      FleetDeclaration declaration,
      List<OfNode> nodes,
      Map<String, List<OfNode>> byArchitecture,
      boolean complete)
      implements Outline {

    static OfFleet of(FleetDeclaration declaration, List<OfNode> nodes, boolean complete) {
      Map<String, List<OfNode>> by =
          nodes.stream().collect(Collectors.groupingBy(n -> n.architecture().name()));
      return new OfFleet(declaration, nodes, by, complete);
    }

    List<OfNode> on(String architecture) {
      return byArchitecture.getOrDefault(architecture, List.of());
    }

    Set<String> architectures() {
      return byArchitecture.keySet();
    }
  }

  /**
   * A node whose architecture is known.
   *
   * @param cpu absent if the node does not say it, which is a finding already, or has probes
   * @param probed what probes of its machines say
   */
  record OfNode(
      NodeDeclaration declaration,
      Architecture architecture,
      Optional<SetExpression> cpu,
      Optional<SetValue> probed,
      Optional<String> kernel,
      Map<String, Integer> vectorLengths)
      implements Outline {}
}
