package dev.plimsoll.compiler;

import dev.plimsoll.compiler.codegen.GeneratedSource;
import dev.plimsoll.compiler.codegen.PolicyClassGenerator;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What became of one policy.
 *
 * @param policy the resolved policy, unless an error stands against it
 * @param diagnostics errors and warnings in order of place
 */
public record Compilation(Optional<Policy> policy, List<Diagnostic> diagnostics) {

  public Compilation {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Its Java class, generated on each call; absent if there is no policy, or it is a library. */
  public Optional<GeneratedSource> source() {
    return policy.filter(p -> !p.isLibrary()).map(PolicyClassGenerator::generate);
  }

  /** Whether any diagnostic is an error. */
  public boolean failed() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
