package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.PolicySources;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;
import java.util.Optional;

/** Finds out what the text of a policy means; the same text always means the same. */
public final class PolicyAnalyzer {
  private PolicyAnalyzer() {}

  /** Resolves a policy around which there is nothing: no import and no probe can be found. */
  public static Analysis analyze(SourceFile file) {
    return analyze(PolicySource.alone(file), PolicySources.NONE);
  }

  /**
   * Reads and resolves a policy. What a syntax error leaves readable is resolved too, so that one
   * run reports every independent mistake, those in imported files among them.
   *
   * @param sources where imports are found
   */
  public static Analysis analyze(PolicySource source, PolicySources sources) {
    return analyze(source, sources, true);
  }

  /** The same, but the file's own seals may be broken: they are about to be written anew. */
  public static Analysis analyzeUnsealed(PolicySource source, PolicySources sources) {
    return analyze(source, sources, false);
  }

  private static Analysis analyze(PolicySource source, PolicySources sources, boolean seals) {
    Modules modules = new Modules(sources);
    Optional<Policy> policy = modules.read(source, seals).policy();
    List<Diagnostic> diagnostics = modules.diagnostics();
    boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
    return new Analysis(
        failed ? Optional.empty() : policy, diagnostics.stream().sorted().distinct().toList());
  }
}
