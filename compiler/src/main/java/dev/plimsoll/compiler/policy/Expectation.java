package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** What one line of a test expects, with every name looked up. */
public sealed interface Expectation {

  /** The whole line from {@code expect} to its semicolon. */
  Span span();

  /**
   * That a baseline has every one of these features, or none of them.
   *
   * @param present true for {@code has}, false for {@code lacks}
   * @param features canonical names
   */
  record Features(
      String baseline, String architecture, boolean present, List<String> features, Span span)
      implements Expectation {
    public Features {
      features = List.copyOf(features);
    }
  }

  /**
   * That the words of a baseline keep every one of these bits, or none of them.
   *
   * @param bits names of bits of the words that 64-bit programs see
   */
  record WordBits(
      String baseline, String architecture, boolean present, List<String> bits, Span span)
      implements Expectation {
    public WordBits {
      bits = List.copyOf(bits);
    }
  }

  /** That every node of a fleet has all of a baseline. */
  record Carries(String fleet, String baseline, Span span) implements Expectation {}

  /**
   * What the last program of a chain of steps sees.
   *
   * @param semantics the rules of the kernel, by name
   * @param words the baseline whose words it sees; empty: all that the hardware has
   */
  record Chain(
      List<Step> steps, String architecture, String semantics, Optional<String> words, Span span)
      implements Expectation {
    public Chain {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One step of a chain.
   *
   * @param operation a word such as {@code exec}
   * @param argument the baseline of {@code hold}, the kind of program of {@code exec}
   */
  record Step(String operation, Optional<String> argument, Span span) {}

  /**
   * What this version looks up, but does not evaluate.
   *
   * @param construct {@code migrate}
   */
  record NotEvaluated(String construct, Span span) implements Expectation {}
}
