package dev.plimsoll.dsl.format;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What came out of formatting a policy.
 *
 * @param text the policy in its one layout; absent if it does not parse
 * @param diagnostics why it does not parse; else warnings, if any
 */
public record FormatResult(Optional<String> text, List<Diagnostic> diagnostics) {
  public FormatResult {
    diagnostics = List.copyOf(diagnostics);
  }
}
