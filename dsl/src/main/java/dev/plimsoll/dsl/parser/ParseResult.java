package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What came out of reading a policy.
 *
 * @param file the tree, as far as the text makes sense; absent if the text was refused as a whole
 * @param diagnostics every mistake, sorted by place
 */
public record ParseResult(Optional<PolicyFile> file, List<Diagnostic> diagnostics) {
  public ParseResult {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether the tree is there and nothing is wrong with it. */
  public boolean isClean() {
    return file.isPresent() && diagnostics.stream().noneMatch(Diagnostic::isError);
  }
}
