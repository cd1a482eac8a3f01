package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.ast.SetExpression;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Builds set expressions; recursion is as deep as brackets nest, which the reader bounds. */
final class ExpressionBuilder {
  private final Leaves leaves;

  ExpressionBuilder(Leaves leaves) {
    this.leaves = leaves;
  }

  SetExpression expression(PolicyParser.ExpressionContext context) {
    List<PolicyParser.TermContext> terms = context.term();
    List<PolicyParser.SignContext> signs = context.sign();
    SetExpression first = term(terms.get(0));
    if (signs.isEmpty()) {
      return first;
    }
    List<SetExpression.Step> steps = new ArrayList<>();
    for (int i = 0; i < signs.size(); i++) {
      boolean plus = signs.get(i).PLUS() != null;
      SetExpression.Sign sign = plus ? SetExpression.Sign.PLUS : SetExpression.Sign.MINUS;
      steps.add(new SetExpression.Step(sign, term(terms.get(i + 1))));
    }
    return new SetExpression.Sum(first, steps, leaves.span(context));
  }

  private SetExpression term(PolicyParser.TermContext context) {
    List<SetExpression> operands = context.factor().stream().map(this::factor).toList();
    return operands.size() == 1
        ? operands.get(0)
        : new SetExpression.Intersection(operands, leaves.span(context));
  }

  private SetExpression factor(PolicyParser.FactorContext context) {
    Span span = leaves.span(context);
    if (context instanceof PolicyParser.FleetSetContext fleetSet) {
      boolean common = fleetSet.function().COMMON() != null;
      SetExpression.Quantifier quantifier =
          common ? SetExpression.Quantifier.COMMON : SetExpression.Quantifier.ANY;
      return new SetExpression.FleetSet(quantifier, leaves.name(fleetSet.name()), span);
    }
    if (context instanceof PolicyParser.GroupContext group) {
      return expression(group.expression());
    }
    if (context instanceof PolicyParser.ListingContext listing) {
      return new SetExpression.Listing(
          listing.element().stream().map(this::element).toList(), span);
    }
    return element(((PolicyParser.SingleContext) context).element());
  }

  private SetExpression.Element element(PolicyParser.ElementContext context) {
    if (context.name() != null) {
      return new SetExpression.Reference(leaves.name(context.name()));
    }
    Span span = TokenNames.span(context.WILDCARD().getSymbol());
    String pattern = leaves.name(span).text();
    return new SetExpression.Wildcard(pattern.substring(0, pattern.length() - 1), span);
  }
}
