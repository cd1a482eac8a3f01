package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Derivation;
import dev.plimsoll.dsl.ast.SetExpression;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sets of all baselines and nodes of a file. What could not be computed has been reported. */
final class Evaluation {
  private final Symbols symbols;
  private final IsaCatalog catalog;
  private final Findings findings;
  private final Map<Unit, Optional<SetValue>> baselines = new HashMap<>();
  private final Map<Unit, Derivation> derivations = new HashMap<>();
  private final Map<Unit, FleetValue> fleets = new HashMap<>();
  private final Map<Span, Optional<SetValue>> nodes = new HashMap<>();

  private Evaluation(Symbols symbols, IsaCatalog catalog, Findings findings) {
    this.symbols = symbols;
    this.catalog = catalog;
    this.findings = findings;
  }

  /** What a fleet's nodes of one architecture have together; absent if one of them is not known. */
  record FleetValue(Optional<SetValue> common, Optional<SetValue> any) {
    static final FleetValue UNKNOWN = new FleetValue(Optional.empty(), Optional.empty());
  }

  static Evaluation of(Symbols symbols, IsaCatalog catalog, Findings findings) {
    Evaluation evaluation = new Evaluation(symbols, catalog, findings);
    EvaluationOrder order = new EvaluationOrder(symbols, findings);
    symbols
        .baselines()
        .forEach(
            (name, baseline) ->
                baseline
                    .sets()
                    .keySet()
                    .forEach(
                        architecture ->
                            order.visit(
                                new Unit(Unit.Kind.BASELINE, name, architecture),
                                baseline.declaration().name().span())));
    symbols
        .fleets()
        .forEach(
            (name, fleet) ->
                fleet.nodes().stream()
                    .map(n -> n.architecture().name())
                    .distinct()
                    .forEach(
                        architecture ->
                            order.visit(
                                new Unit(Unit.Kind.FLEET, name, architecture),
                                fleet.declaration().name().span())));
    order.units().forEach(unit -> evaluation.evaluate(unit, order.isInCycle(unit)));
    return evaluation;
  }

  /** The set of a baseline for an architecture that it names. */
  Optional<SetValue> baseline(String name, String architecture) {
    return baselines.getOrDefault(
        new Unit(Unit.Kind.BASELINE, name, architecture),
        symbols.imports().baseline(name, architecture));
  }

  /** How that set came about. */
  Optional<Derivation> derivation(String name, String architecture) {
    return Optional.ofNullable(derivations.get(new Unit(Unit.Kind.BASELINE, name, architecture)));
  }

  FleetValue fleet(String name, String architecture) {
    return fleets.getOrDefault(
        new Unit(Unit.Kind.FLEET, name, architecture), symbols.imports().fleet(name, architecture));
  }

  Optional<SetValue> node(Outline.OfNode node) {
    return nodes.getOrDefault(node.declaration().span(), Optional.empty());
  }

  private void evaluate(Unit unit, boolean inCycle) {
    Architecture architecture = catalog.architecture(unit.architecture()).orElseThrow();
    SetResolver resolver = new SetResolver(architecture, symbols, this, catalog, findings);
    switch (unit.kind()) {
      case BASELINE -> {
        Outline.OfBaseline baseline = symbols.baselines().get(unit.name());
        if (baseline != null && baseline.sets().containsKey(unit.architecture())) {
          Outline.ArchitectureLine line = baseline.sets().get(unit.architecture());
          // In a cycle there is no set, but there may be other mistakes.
          SetExpression expression = line.declaration().expression();
          Optional<SetValue> set = resolver.resolve(expression);
          baselines.put(unit, inCycle ? Optional.empty() : set);
          resolver.derivation(expression).ifPresent(d -> derivations.put(unit, d));
        }
      }
      case FLEET -> {
        Outline.OfFleet fleet = symbols.fleets().get(unit.name());
        if (fleet != null) {
          FleetValue value = evaluate(fleet, resolver, architecture);
          fleets.put(unit, inCycle ? FleetValue.UNKNOWN : value);
        }
      }
    }
  }

  private FleetValue evaluate(
      Outline.OfFleet fleet, SetResolver resolver, Architecture architecture) {
    List<SetValue> known = new ArrayList<>();
    List<Outline.OfNode> members = fleet.on(architecture.name());
    for (Outline.OfNode node : members) {
      Optional<SetValue> value =
          node.probed()
              .or(() -> node.cpu().flatMap(resolver::resolve))
              .map(v -> v.onRealMachine(architecture.baseSet()));
      nodes.put(node.declaration().span(), value);
      value.ifPresent(known::add);
    }
    return known.size() < members.size() || !fleet.complete()
        ? FleetValue.UNKNOWN
        : new FleetValue(
            known.stream().reduce(SetValue::and), known.stream().reduce(SetValue::plus));
  }
}
