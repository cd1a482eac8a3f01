package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.CpuModel;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Level;
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

  @Override
  public Optional<SetValue> visitReference(Reference reference) {
    Name name = reference.name();
    Optional<Symbols.Declared> baseline = symbols.declaredBaseline(name.text());
    if (baseline.isPresent()) {
      return baseline(name, baseline.get());
    }
    Optional<Feature> feature = architecture.feature(name.text());
    Optional<Level> level = architecture.level(name.text());
    Optional<CpuModel> cpu = architecture.cpu(name.text());
    if (feature.isPresent()) {
      List<Feature> one = List.of(feature.get());
      return Optional.of(SetValue.ofFeatures(one, architecture.set(one)));
    }
    if (level.isPresent()) {
      return Optional.of(SetValue.ofSet(level.get().set()));
    }
    if (cpu.isEmpty()) {
      unknownNames.report(name);
    }
    return cpu.map(SetValue::ofCpu);
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
    return Optional.of(SetValue.ofFeatures(matches, architecture.set(matches)));
  }

  @Override
  public Optional<SetValue> visitListing(Listing listing) {
    List<Optional<SetValue>> elements = listing.elements().stream().map(this::resolve).toList();
    SetValue union = SetValue.ofFeatures(List.of(), architecture.emptySet());
    for (Optional<SetValue> element : elements) {
      if (element.isEmpty()) {
        return Optional.empty();
      }
      union = union.plus(element.get());
    }
    return Optional.of(union);
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
    return fleetSet.quantifier() == Quantifier.COMMON ? value.common() : value.any();
  }

  @Override
  public Optional<SetValue> visitIntersection(Intersection intersection) {
    List<Optional<SetValue>> operands =
        intersection.operands().stream().map(this::resolve).toList();
    return operands.stream().reduce((a, b) -> a.flatMap(left -> b.map(left::and))).orElseThrow();
  }

  @Override
  public Optional<SetValue> visitSum(Sum sum) {
    Optional<SetValue> result = resolve(sum.first());
    for (SetExpression.Step step : sum.steps()) {
      if (step.sign() == Sign.PLUS) {
        Optional<SetValue> right = resolve(step.operand());
        result = result.flatMap(left -> right.map(left::plus));
      } else {
        Optional<SetValue> left = result;
        Optional<List<Feature>> removed = removed(left, step.operand());
        result = left.flatMap(l -> removed.map(l::minus));
      }
    }
    return result;
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
