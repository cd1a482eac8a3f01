package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.ast.SetExpression;
import dev.plimsoll.dsl.ast.SetExpression.FleetSet;
import dev.plimsoll.dsl.ast.SetExpression.Intersection;
import dev.plimsoll.dsl.ast.SetExpression.Listing;
import dev.plimsoll.dsl.ast.SetExpression.Reference;
import dev.plimsoll.dsl.ast.SetExpression.Sum;
import dev.plimsoll.dsl.ast.SetExpression.Wildcard;
import java.util.ArrayList;
import java.util.List;

/** Finds the baselines and fleets that an expression needs; what is not declared is left out. */
final class Needs implements SetExpression.Visitor<Void> {
  private final Symbols symbols;
  private final String architecture;
  private final List<Unit.Need> found = new ArrayList<>();

  private Needs(Symbols symbols, String architecture) {
    this.symbols = symbols;
    this.architecture = architecture;
  }

  static List<Unit.Need> of(Unit unit, Symbols symbols) {
    Needs needs = new Needs(symbols, unit.architecture());
    needs.expressions(unit).forEach(e -> e.accept(needs));
    return needs.found;
  }

  private List<SetExpression> expressions(Unit unit) {
    return switch (unit.kind()) {
      case BASELINE -> {
        Outline.OfBaseline baseline = symbols.baselines().get(unit.name());
        yield baseline == null || !baseline.sets().containsKey(architecture)
            ? List.of()
            : List.of(baseline.sets().get(architecture).declaration().expression());
      }
      case FLEET -> {
        Outline.OfFleet fleet = symbols.fleets().get(unit.name());
        yield fleet == null
            ? List.of()
            : fleet.on(architecture).stream().flatMap(n -> n.cpu().stream()).toList();
      }
    };
  }

  @Override
  public Void visitReference(Reference reference) {
    String name = reference.name().text();
    if (symbols.baselines().containsKey(name)) {
      add(Unit.Kind.BASELINE, name, reference);
    }
    return null;
  }

  @Override
  public Void visitFleetSet(FleetSet fleetSet) {
    String name = fleetSet.fleet().text();
    if (symbols.fleets().containsKey(name)) {
      add(Unit.Kind.FLEET, name, fleetSet);
    }
    return null;
  }

  private void add(Unit.Kind kind, String name, SetExpression place) {
    found.add(new Unit.Need(new Unit(kind, name, architecture), place.span()));
  }

  @Override
  public Void visitWildcard(Wildcard wildcard) {
    return null;
  }

  @Override
  public Void visitListing(Listing listing) {
    listing.elements().forEach(e -> e.accept(this));
    return null;
  }

  @Override
  public Void visitIntersection(Intersection intersection) {
    intersection.operands().forEach(o -> o.accept(this));
    return null;
  }

  @Override
  public Void visitSum(Sum sum) {
    sum.first().accept(this);
    sum.steps().forEach(s -> s.operand().accept(this));
    return null;
  }
}
