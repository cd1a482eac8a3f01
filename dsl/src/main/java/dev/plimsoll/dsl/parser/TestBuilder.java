package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.ast.Expectation;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the expectations of a {@code test} block. */
final class TestBuilder {
  private final Leaves leaves;

  TestBuilder(Leaves leaves) {
    this.leaves = leaves;
  }

  Expectation expectation(PolicyParser.ExpectContext line) {
    PolicyParser.ExpectationContext context = line.expectation();
    Span span = leaves.span(line);
    if (context instanceof PolicyParser.FeaturesContext features) {
      return new Expectation.Features(
          leaves.name(features.name(0)),
          leaves.name(features.name(1)),
          isPresent(features.has()),
          leaves.names(features.names()),
          span);
    }
    if (context instanceof PolicyParser.CarriesContext carries) {
      return new Expectation.Carries(
          leaves.name(carries.name(0)), leaves.name(carries.name(1)), span);
    }
    if (context instanceof PolicyParser.WordBitsContext bits) {
      return new Expectation.WordBits(
          leaves.name(bits.name(0)),
          leaves.name(bits.name(1)),
          isPresent(bits.has()),
          leaves.names(bits.names()),
          span);
    }
    if (context instanceof PolicyParser.ChainSeesContext chain) {
      return new Expectation.Chain(
          steps(chain.chain()),
          leaves.name(chain.name(0)),
          leaves.name(chain.name(1)),
          leaves.name(chain.name(2)),
          span);
    }
    PolicyParser.MigrateContext migrate = (PolicyParser.MigrateContext) context;
    return new Expectation.Migrate(
        leaves.name(migrate.name(0)),
        leaves.name(migrate.name(1)),
        leaves.name(migrate.name(2)),
        migrate.safety().SAFE() != null,
        span);
  }

  private static boolean isPresent(PolicyParser.HasContext has) {
    return has.HAS() != null || has.HAVE() != null;
  }

  private List<Expectation.Step> steps(PolicyParser.ChainContext context) {
    List<Expectation.Step> steps = new ArrayList<>();
    for (PolicyParser.ChainStepContext step : context.chainStep()) {
      if (step.exception == null) {
        Optional<Name> argument = Optional.ofNullable(step.name(1)).map(leaves::name);
        steps.add(new Expectation.Step(leaves.name(step.name(0)), argument, leaves.span(step)));
      }
    }
    return steps;
  }
}
