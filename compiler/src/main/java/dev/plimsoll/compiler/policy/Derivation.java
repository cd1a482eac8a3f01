package dev.plimsoll.compiler.policy;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.dsl.source.Span;
import java.util.List;

/**
 * How a set came about: an expression with what each part of it came to.
 *
 * @param name what a part without steps refers to, as the policy writes it; empty otherwise
 * @param set what it came to
 * @param steps how its parts were joined, in their order; empty for a name
 * @param span where it stands in the policy
 */
public record Derivation(Kind kind, String name, FeatureSet set, List<Step> steps, Span span) {

  public Derivation {
    steps = List.copyOf(steps);
  }

  /** What an expression is. */
  public enum Kind {
    FEATURE,
    LEVEL,
    CPU,
    /** A name with a star. */
    PATTERN,
    BASELINE,
    /** What all nodes of a fleet have. */
    COMMON,
    /** What some node of a fleet has. */
    ANY,
    /** Several parts that are joined. */
    JOINED
  }

  /** How a part is joined to those before it. */
  public enum Operator {
    PLUS,
    MINUS,
    AND
  }

  /**
   * One part of an expression.
   *
   * @param removed the features that the part names where it takes away; what needs them goes, too
   * @param result what the expression comes to so far
   */
  public record Step(
      Operator operator, Derivation operand, List<Feature> removed, FeatureSet result) {
    public Step {
      removed = List.copyOf(removed);
    }
  }
}
