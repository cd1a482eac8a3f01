package dev.plimsoll.dsl.ast;

import dev.plimsoll.dsl.source.Span;

/** What a node says about its machines. */
public sealed interface NodeProperty {

  Span span();

  /** {@code arch x86_64;} */
  record Architecture(Name name, Span span) implements NodeProperty {}

  /** {@code cpu sapphirerapids - { pku };} */
  record Cpu(SetExpression expression, Span span) implements NodeProperty {}

  /** {@code kernel "6.8";} */
  record Kernel(Text version, Span span) implements NodeProperty {}

  /** {@code vector-length sve 256;}, in bits. */
  record VectorLength(Name family, Count bits, Span span) implements NodeProperty {}

  /** {@code from probe "probes/lab-*.json";} */
  record FromProbe(Text pattern, Span span) implements NodeProperty {}
}
