package dev.plimsoll.compiler.policy;

import dev.plimsoll.dsl.source.Span;
import java.util.Optional;

/** A line of a {@code hold} block as it stands in the policy. */
public record HoldLine(Span span, Optional<String> because) {}
