package dev.plimsoll.dsl.format;

import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.Expectation;
import dev.plimsoll.dsl.ast.FleetDeclaration;
import dev.plimsoll.dsl.ast.HoldDeclaration;
import dev.plimsoll.dsl.ast.HoldItem;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.NodeDeclaration;
import dev.plimsoll.dsl.ast.NodeProperty;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.ast.RuleItem;
import dev.plimsoll.dsl.ast.RulesDeclaration;
import dev.plimsoll.dsl.ast.SetExpression;
import dev.plimsoll.dsl.ast.TestDeclaration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Finds the canonical names for what a policy refers to. A baseline hides a name of the catalogue,
 * so a name is left alone where it or its canonical name is that of a baseline, declared or
 * imported.
 */
final class CanonicalNames {
  private final NameMapping mapping;
  private final Set<String> baselines;
  private final Map<Integer, String> renames = new HashMap<>();

  private CanonicalNames(PolicyFile file, NameMapping mapping) {
    this.mapping = mapping;
    this.baselines =
        file.all(BaselineDeclaration.class).map(b -> b.name().text()).collect(Collectors.toSet());
  }

  /** What to write instead of the name at an offset. */
  static Map<Integer, String> of(PolicyFile file, NameMapping mapping) {
    CanonicalNames names = new CanonicalNames(file, mapping);
    file.all(FleetDeclaration.class).flatMap(f -> f.nodes().stream()).forEach(names::node);
    file.all(BaselineDeclaration.class).flatMap(b -> b.sets().stream()).forEach(names::set);
    file.all(HoldDeclaration.class).flatMap(h -> h.items().stream()).forEach(names::holdItem);
    file.all(RulesDeclaration.class).flatMap(r -> r.items().stream()).forEach(names::ruleItem);
    file.all(TestDeclaration.class)
        .flatMap(t -> t.expectations().stream())
        .forEach(names::expectation);
    return names.renames;
  }

  private void node(NodeDeclaration node) {
    Optional<Name> architecture = Optional.empty();
    for (NodeProperty property : node.properties()) {
      if (property instanceof NodeProperty.Architecture says && architecture.isEmpty()) {
        architecture = Optional.of(says.name());
      }
    }
    architecture.ifPresent(this::architecture);
    for (NodeProperty property : node.properties()) {
      if (property instanceof NodeProperty.Cpu cpu && architecture.isPresent()) {
        references(cpu.expression(), architecture.get());
      }
    }
  }

  private void set(BaselineDeclaration.ArchitectureSet set) {
    architecture(set.architecture());
    references(set.expression(), set.architecture());
  }

  private void holdItem(HoldItem item) {
    if (item instanceof HoldItem.Accept accept) {
      accept.features().forEach(name -> rename(name, mapping.feature(name.text())));
    }
  }

  private void ruleItem(RuleItem item) {
    if (item instanceof RuleItem.OnArchitecture on) {
      architecture(on.architecture());
    }
  }

  private void expectation(Expectation expectation) {
    if (expectation instanceof Expectation.Features features) {
      architecture(features.architecture());
      String architecture = features.architecture().text();
      features.features().forEach(name -> rename(name, mapping.member(architecture, name.text())));
    } else if (expectation instanceof Expectation.WordBits bits) {
      architecture(bits.architecture());
    } else if (expectation instanceof Expectation.Chain chain) {
      architecture(chain.architecture());
    }
  }

  private void architecture(Name name) {
    rename(name, mapping.architecture(name.text()));
  }

  private void references(SetExpression expression, Name architecture) {
    expression.accept(
        new References(
            name -> {
              Optional<String> canonical = mapping.member(architecture.text(), name.text());
              if (!isBaseline(name.text())) {
                rename(name, canonical.filter(c -> !isBaseline(c)));
              }
            }));
  }

  private boolean isBaseline(String name) {
    return baselines.contains(name) || mapping.isImported(name);
  }

  private void rename(Name name, Optional<String> canonical) {
    canonical
        .filter(c -> !c.equals(name.text()))
        .ifPresent(c -> renames.put(name.span().offset(), c));
  }

  /** Visits every name in an expression that may be one of the catalogue. */
  private record References(Consumer<Name> each) implements SetExpression.Visitor<Boolean> {
    private boolean all(List<? extends SetExpression> expressions) {
      expressions.forEach(e -> e.accept(this));
      return true;
    }

    @Override
    public Boolean visitReference(SetExpression.Reference reference) {
      each.accept(reference.name());
      return true;
    }

    @Override
    public Boolean visitWildcard(SetExpression.Wildcard wildcard) {
      return true;
    }

    @Override
    public Boolean visitListing(SetExpression.Listing listing) {
      return all(listing.elements());
    }

    @Override
    public Boolean visitFleetSet(SetExpression.FleetSet fleetSet) {
      return true;
    }

    @Override
    public Boolean visitIntersection(SetExpression.Intersection intersection) {
      return all(intersection.operands());
    }

    @Override
    public Boolean visitSum(SetExpression.Sum sum) {
      sum.first().accept(this);
      return all(sum.steps().stream().map(SetExpression.Step::operand).toList());
    }
  }
}
