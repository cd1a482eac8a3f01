package dev.plimsoll.compiler.explain;

import dev.plimsoll.dsl.source.Position;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;

/**
 * One link of an explanation.
 *
 * @param span the part of the policy that it is about
 * @param text one clause that says what that part does
 */
public record Reason(SourceFile file, Span span, String text) {
  /** Where the part begins. */
  public Position position() {
    return file.position(span.offset());
  }

  /** For example {@code line.plimsoll:4:13: `avx2` needs it}. */
  @Override
  public String toString() {
    return file.name() + ":" + position() + ": " + text;
  }
}
