package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.parser.ParseResult;
import dev.plimsoll.dsl.parser.PolicyReader;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what the text of a policy means; the same text always means the same. */
public final class PolicyAnalyzer {
  private PolicyAnalyzer() {}

  /**
   * Reads and resolves a policy. What a syntax error leaves readable is resolved too, so that one
   * run reports every independent mistake.
   */
  public static Analysis analyze(SourceFile source) {
    ParseResult parsed = PolicyReader.read(source);
    List<Diagnostic> diagnostics = new ArrayList<>(parsed.diagnostics());
    Optional<Policy> policy = Optional.empty();
    if (parsed.file().isPresent()) {
      Findings findings = new Findings(parsed.file().get());
      policy = resolve(parsed.file().get(), findings);
      diagnostics.addAll(findings.all());
    }
    boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
    return new Analysis(failed ? Optional.empty() : policy, diagnostics.stream().sorted().toList());
  }

  private static Optional<Policy> resolve(PolicyFile file, Findings findings) {
    IsaCatalog catalog = IsaCatalog.load();
    SupportCheck.run(file, findings);
    Symbols symbols = Symbols.of(file, new Architectures(catalog, findings), findings);
    Evaluation evaluation = Evaluation.of(symbols, catalog, findings);
    HoldResolver holds = new HoldResolver(symbols, catalog, findings);
    RulesResolver rules = new RulesResolver(symbols, catalog, findings);
    PolicyBuilder builder = new PolicyBuilder(file, symbols, evaluation, findings);
    TestResolver tests = new TestResolver(symbols, catalog, findings);
    return builder.build(holds.resolve(file), rules.resolve(file), tests.resolve(file));
  }
}
