package dev.plimsoll.compiler.sources;

import dev.plimsoll.dsl.source.SourceFile;

/**
 * The text of a policy and what lies around it.
 *
 * @param surroundings what the text can name without an import
 */
public record PolicySource(SourceFile file, Surroundings surroundings) {

  /** A text around which there is nothing. */
  public static PolicySource alone(SourceFile file) {
    return new PolicySource(file, Surroundings.NONE);
  }
}
