package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** One line of a {@code hold} block. */
public sealed interface HoldItem {

  Span span();

  /** {@code words auto;} */
  record Words(Name mechanism, Span span) implements HoldItem {}

  /** {@code knobs glibc, openssl;} */
  record Knobs(List<Name> components, Span span) implements HoldItem {
    public Knobs {
      components = List.copyOf(components);
    }
  }

  /** {@code limit vector-length sve 128;}, in bits. */
  record Limit(Name family, Count bits, Span span) implements HoldItem {}

  /** {@code accept losing bmi2 because "…";} */
  record Accept(List<Name> features, Optional<Text> because, Span span) implements HoldItem {
    public Accept {
      features = List.copyOf(features);
    }
  }

  /** {@code residual deny;} */
  record Residual(Name value, Span span) implements HoldItem {}

  /** {@code on-loss kill;} */
  record OnLoss(Name value, Span span) implements HoldItem {}

  /** {@code exec-32bit deny;} */
  record Exec32Bit(Name value, Span span) implements HoldItem {}
}
