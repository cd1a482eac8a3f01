package dev.plimsoll.compiler;

import dev.plimsoll.compiler.codegen.GeneratedSource;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What became of one policy.
 *
 * @param policy the resolved policy, unless an error stands against it
 * @param source its Java class; absent if there is no policy, or it is a library
 * @param diagnostics errors and warnings in order of place
 */
public record Compilation(
    Optional<Policy> policy, Optional<GeneratedSource> source, List<Diagnostic> diagnostics) {

  public Compilation {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether any diagnostic is an error. */
  public boolean failed() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
