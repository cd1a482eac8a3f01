package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** What one line of a test expects. */
public sealed interface Expectation {

  /** The whole line from {@code expect} to its semicolon. */
  Span span();

  /**
   * {@code portable on aarch64 has aes}
   *
   * @param present true for {@code has}, false for {@code lacks}
   */
  record Features(Name baseline, Name architecture, boolean present, List<Name> features, Span span)
      implements Expectation {
    public Features {
      features = List.copyOf(features);
    }
  }

  /** {@code production carries migratable} */
  record Carries(Name fleet, Name baseline, Span span) implements Expectation {}

  /** {@code words of migratable on aarch64 lack HWCAP_SVE} */
  record WordBits(Name baseline, Name architecture, boolean present, List<Name> bits, Span span)
      implements Expectation {
    public WordBits {
      bits = List.copyOf(bits);
    }
  }

  /** {@code chain { hold migratable; exec; } on aarch64 under v5 sees default words} */
  record Chain(List<Step> steps, Name architecture, Name semantics, Name words, Span span)
      implements Expectation {
    public Chain {
      steps = List.copyOf(steps);
    }
  }

  /** One step of a chain: {@code exec compat;} */
  record Step(Name operation, Optional<Name> argument, Span span) {}

  /** {@code migrate c7g -> c8g under migratable is safe} */
  record Migrate(Name from, Name to, Name baseline, boolean safe, Span span)
      implements Expectation {}
}
