package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.CpuModel;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Level;
import dev.plimsoll.compiler.policy.Derivation;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.SetExpression;
import dev.plimsoll.dsl.ast.SetExpression.FleetSet;
import dev.plimsoll.dsl.ast.SetExpression.Intersection;
import dev.plimsoll.dsl.ast.SetExpression.Listing;
import dev.plimsoll.dsl.ast.SetExpression.Quantifier;
import dev.plimsoll.dsl.ast.SetExpression.Reference;
import dev.plimsoll.dsl.ast.SetExpression.Sign;
import dev.plimsoll.dsl.ast.SetExpression.Sum;
import dev.plimsoll.dsl.ast.SetExpression.Wildcard;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Computes expressions for one architecture. An absent value means that the reason has been
 * reported; the other operands are looked at all the same, for they may hold mistakes of their own.
 */
final class SetResolver implements SetExpression.Visitor<Optional<SetValue>> {
  private final Architecture architecture;
  private final Symbols symbols;
  private final Evaluation evaluation;
  private final UnknownNames unknownNames;
  private final Findings findings;
  private final IdentityHashMap<SetExpression, Derivation> derivations = new IdentityHashMap<>();

  SetResolver(
      Architecture architecture,
      Symbols symbols,
      Evaluation evaluation,
      IsaCatalog catalog,
      Findings findings) {
    this.architecture = architecture;
    this.symbols = symbols;
    this.evaluation = evaluation;
    this.unknownNames = new UnknownNames(architecture, symbols, catalog, findings);
    this.findings = findings;
  }

  Optional<SetValue> resolve(SetExpression expression) {
    return expression.accept(this);
  }

  /** How an expression that this resolved came to its value. */
  Optional<Derivation> derivation(SetExpression expression) {
    return Optional.ofNullable(derivations.get(expression));
  }

  private Optional<SetValue> derive(
      SetExpression expression, Derivation.Kind kind, String name, Optional<SetValue> value) {
    value.ifPresent(
        v ->
            derivations.put(
                expression,
                new Derivation(kind, name, v.guaranteed(), List.of(), expression.span())));
    return value;
  }

  private Optional<SetValue> derive(
      SetExpression expression, List<Derivation.Step> steps, Optional<SetValue> value) {
    value.ifPresent(
        v ->
            derivations.put(
                expression,
                new Derivation(
                    Derivation.Kind.JOINED, "", v.guaranteed(), steps, expression.span())));
    return value;
  }

  private Derivation.Step step(
      Derivation.Operator operator, SetExpression operand, List<Feature> removed, SetValue result) {
    return new Derivation.Step(
        operator, derivation(operand).orElseThrow(), removed, result.guaranteed());
  }

  @Override
  public Optional<SetValue> visitReference(Reference reference) {
    Name name = reference.name();
    Optional<Symbols.Declared> baseline = symbols.declaredBaseline(name.text());
    if (baseline.isPresent()) {
      Optional<SetValue> value = baseline(name, baseline.get());
      return derive(reference, Derivation.Kind.BASELINE, name.text(), value);
    }
    Optional<Feature> feature = architecture.feature(name.text());
    Optional<Level> level = architecture.level(name.text());
    Optional<CpuModel> cpu = architecture.cpu(name.text());
    if (feature.isPresent()) {
      List<Feature> one = List.of(feature.get());
      SetValue value = SetValue.ofFeatures(one, architecture.set(one));
      return derive(reference, Derivation.Kind.FEATURE, name.text(), Optional.of(value));
    }
    if (level.isPresent()) {
      SetValue value = SetValue.ofSet(level.get().set());
      return derive(reference, Derivation.Kind.LEVEL, name.text(), Optional.of(value));
    }
    if (cpu.isEmpty()) {
      unknownNames.report(name);
    }
    return derive(reference, Derivation.Kind.CPU, name.text(), cpu.map(SetValue::ofCpu));
  }

  private Optional<SetValue> baseline(Name name, Symbols.Declared baseline) {
    boolean missing = !baseline.architectures().contains(architecture.name());
    if (missing && baseline.complete()) {
      findings.add(
          findings
              .at(
                  PolicyCode.BASELINE_LACKS_ARCHITECTURE,
                  name.span(),
                  "Baseline " + Quoted.of(name.text()) + " has no set for " + architecture + ".")
              .withRelated(baseline.file(), baseline.name(), "declared here"));
    }
    return evaluation.baseline(name.text(), architecture.name());
  }

  @Override
  public Optional<SetValue> visitWildcard(Wildcard wildcard) {
    List<Feature> matches =
        architecture.match(wildcard.prefix() + "*").stream()
            .filter(f -> f.kind() == Feature.Kind.USER)
            .toList();
    if (matches.isEmpty()) {
      String pattern = Quoted.of(wildcard.prefix() + "*");
      findings.add(
          PolicyCode.EMPTY_PATTERN,
          wildcard.span(),
          pattern + " matches no feature of " + architecture + ".");
      return Optional.empty();
    }
    return derive(
        wildcard,
        Derivation.Kind.PATTERN,
        wildcard.prefix() + "*",
        Optional.of(SetValue.ofFeatures(matches, architecture.set(matches))));
  }

  @Override
  public Optional<SetValue> visitListing(Listing listing) {
    Optional<SetValue> union = Optional.of(SetValue.ofFeatures(List.of(), architecture.emptySet()));
    List<Derivation.Step> steps = new ArrayList<>();
    for (SetExpression.Element element : listing.elements()) {
      Optional<SetValue> value = resolve(element);
      union = union.flatMap(left -> value.map(left::plus));
      union.ifPresent(u -> steps.add(step(Derivation.Operator.PLUS, element, List.of(), u)));
    }
    return derive(listing, steps, union);
  }

  @Override
  public Optional<SetValue> visitFleetSet(FleetSet fleetSet) {
    Optional<Symbols.Declared> fleet = symbols.fleet(fleetSet.fleet());
    if (fleet.isEmpty()) {
      return Optional.empty();
    }
    boolean missing = !fleet.get().architectures().contains(architecture.name());
    if (fleet.get().complete() && missing) {
      String name = Quoted.of(fleetSet.fleet().text());
      findings.add(
          findings
              .at(
                  PolicyCode.NO_SUCH_NODE,
                  fleetSet.span(),
                  "Fleet " + name + " has no node of " + architecture + ".")
              .withRelated(fleet.get().file(), fleet.get().name(), "declared here"));
    }
    Evaluation.FleetValue value = evaluation.fleet(fleetSet.fleet().text(), architecture.name());
    return fleetSet.quantifier() == Quantifier.COMMON
        ? derive(fleetSet, Derivation.Kind.COMMON, fleetSet.fleet().text(), value.common())
        : derive(fleetSet, Derivation.Kind.ANY, fleetSet.fleet().text(), value.any());
  }

  @Override
  public Optional<SetValue> visitIntersection(Intersection intersection) {
    SetExpression first = intersection.operands().get(0);
    Optional<SetValue> result = resolve(first);
    List<Derivation.Step> steps = new ArrayList<>();
    result.ifPresent(r -> steps.add(step(Derivation.Operator.PLUS, first, List.of(), r)));
    for (SetExpression operand : intersection.operands().stream().skip(1).toList()) {
      Optional<SetValue> right = resolve(operand);
      result = result.flatMap(left -> right.map(left::and));
      result.ifPresent(r -> steps.add(step(Derivation.Operator.AND, operand, List.of(), r)));
    }
    return derive(intersection, steps, result);
  }

  @Override
  public Optional<SetValue> visitSum(Sum sum) {
    Optional<SetValue> result = resolve(sum.first());
    List<Derivation.Step> steps = new ArrayList<>();
    result.ifPresent(r -> steps.add(step(Derivation.Operator.PLUS, sum.first(), List.of(), r)));
    for (SetExpression.Step next : sum.steps()) {
      SetExpression operand = next.operand();
      if (next.sign() == Sign.PLUS) {
        Optional<SetValue> right = resolve(operand);
        result = result.flatMap(left -> right.map(left::plus));
        result.ifPresent(r -> steps.add(step(Derivation.Operator.PLUS, operand, List.of(), r)));
      } else {
        Optional<SetValue> left = result;
        Optional<List<Feature>> removed = removed(left, operand);
        result = left.flatMap(l -> removed.map(l::minus));
        result.ifPresent(r -> steps.add(taken(operand, removed.orElseThrow(), r)));
      }
    }
    return derive(sum, steps, result);
  }

  /** The parts of a listing that is taken away were judged one by one: it has no derivation. */
  private Derivation.Step taken(SetExpression operand, List<Feature> removed, SetValue result) {
    Derivation what =
        derivation(operand)
            .orElseGet(
                () ->
                    new Derivation(
                        Derivation.Kind.JOINED,
                        "",
                        architecture.set(removed),
                        List.of(),
                        operand.span()));
    return new Derivation.Step(Derivation.Operator.MINUS, what, removed, result.guaranteed());
  }

  /** What a right operand of {@code -} takes away; elements of a listing are judged one by one. */
  private Optional<List<Feature>> removed(Optional<SetValue> left, SetExpression right) {
    List<? extends SetExpression> parts =
        right instanceof Listing listing ? listing.elements() : List.of(right);
    List<Feature> all = new ArrayList<>();
    List<Span> idle = new ArrayList<>();
    boolean known = true;
    for (SetExpression part : parts) {
      Optional<SetValue> value = resolve(part);
      known &= value.isPresent();
      if (value.isPresent()) {
        List<Feature> features = value.get().removed();
        known &= checkNoBase(part, features);
        all.addAll(features);
        if (left.isPresent() && features.stream().noneMatch(left.get().possible()::contains)) {
          idle.add(part.span());
        }
      }
    }
    if (known) {
      warn(idle.size() == parts.size() && !idle.isEmpty() ? List.of(right.span()) : idle);
    }
    return known ? Optional.of(all) : Optional.empty();
  }

  private boolean checkNoBase(SetExpression part, List<Feature> features) {
    Optional<Feature> base = features.stream().filter(Feature::inBase).findFirst();
    base.ifPresent(
        feature ->
            findings.add(
                PolicyCode.BASE_FEATURE,
                part.span(),
                "Every processor of "
                    + architecture
                    + " has "
                    + Quoted.of(feature.name())
                    + "; it cannot be taken away."));
    return base.isEmpty();
  }

  private void warn(List<Span> idle) {
    for (Span span : idle) {
      findings.add(
          findings
              .at(PolicyCode.NOTHING_REMOVED, span, "This takes away nothing.")
              .withHint("What stands on its left does not hold it."));
    }
  }
}
