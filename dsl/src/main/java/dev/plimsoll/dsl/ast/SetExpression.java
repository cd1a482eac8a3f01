package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;

/**
 * An expression for a set of features. Sums and intersections are flat, so the tree is only as deep
 * as the parentheses in the text.
 */
public sealed interface SetExpression {

  Span span();

  /** One method for each kind of expression. */
  interface Visitor<R> {
    R visitReference(Reference reference);

    R visitWildcard(Wildcard wildcard);

    R visitListing(Listing listing);

    R visitFleetSet(FleetSet fleetSet);

    R visitIntersection(Intersection intersection);

    R visitSum(Sum sum);
  }

  <R> R accept(Visitor<R> visitor);

  /** What may stand inside braces. */
  sealed interface Element extends SetExpression permits Reference, Wildcard {}

  /** A feature, a level, a CPU model or a baseline. */
  record Reference(Name name) implements Element {
    @Override
    public Span span() {
      return name.span();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitReference(this);
    }
  }

  /**
   * {@code avx512*}
   *
   * @param prefix what stands before the star
   */
  record Wildcard(String prefix, Span span) implements Element {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWildcard(this);
    }
  }

  /** {@code { crc32, aes }} */
  record Listing(List<Element> elements, Span span) implements SetExpression {
    public Listing {
      elements = List.copyOf(elements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitListing(this);
    }
  }

  /** {@code common(fleet)} or {@code any(fleet)} */
  record FleetSet(Quantifier quantifier, Name fleet, Span span) implements SetExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFleetSet(this);
    }
  }

  /** What all nodes have, or what some node has. */
  enum Quantifier {
    COMMON,
    ANY
  }

  /** {@code a & b & c}, at least two operands. */
  record Intersection(List<SetExpression> operands, Span span) implements SetExpression {
    public Intersection {
      operands = List.copyOf(operands);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIntersection(this);
    }
  }

  /** {@code a + b - c}, read from left to right, at least one step. */
  record Sum(SetExpression first, List<Step> steps, Span span) implements SetExpression {
    public Sum {
      steps = List.copyOf(steps);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSum(this);
    }
  }

  /** One more operand of a sum. */
  record Step(Sign sign, SetExpression operand) {}

  /** Whether an operand is added or taken away. */
  enum Sign {
    PLUS,
    MINUS
  }
}
