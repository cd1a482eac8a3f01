package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What a policy means.
 *
 * @param policy present exactly when no diagnostic is an error
 * @param diagnostics every finding, sorted by place
 */
public record Analysis(Optional<Policy> policy, List<Diagnostic> diagnostics) {
  public Analysis {
    diagnostics = List.copyOf(diagnostics);
  }
}
