package dev.plimsoll.compiler;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.resolve.Analysis;
import dev.plimsoll.compiler.resolve.PolicyAnalyzer;
import dev.plimsoll.compiler.seal.ResolvedSets;
import dev.plimsoll.compiler.seal.SealRecord;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.PolicySources;
import dev.plimsoll.dsl.ast.BaselineDeclaration;
import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.ast.Text;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.parser.PolicyReader;
import dev.plimsoll.dsl.source.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the seals of a policy: nothing else of its text changes. */
public final class PolicySealer {
  private PolicySealer() {}

  /**
   * A policy with its seals.
   *
   * @param text the sealed text, unless an error stands against the policy
   * @param record what the seals stand for, the text of the file beside it; absent without a seal
   * @param sealed the names of the baselines whose seals were written, in the order of the text
   */
  public record Sealing(
      Optional<String> text,
      Optional<String> record,
      List<String> sealed,
      List<Diagnostic> diagnostics) {
    public Sealing {
      sealed = List.copyOf(sealed);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** A stretch of the text and what comes in its place. */
  private record Edit(Span span, String text) {}

  /**
   * Seals baselines that the file declares.
   *
   * @param only their names; if there is none, those that are sealed, or all if none is
   * @throws IOException if the record of earlier seals is there but cannot be read
   */
  public static Sealing seal(PolicySource source, PolicySources sources, Set<String> only)
      throws IOException {
    Analysis analysis = PolicyAnalyzer.analyzeUnsealed(source, sources);
    Optional<PolicyFile> file = PolicyReader.read(source.file()).file();
    if (analysis.policy().isEmpty() || file.isEmpty()) {
      return new Sealing(Optional.empty(), Optional.empty(), List.of(), analysis.diagnostics());
    }
    Policy policy = analysis.policy().get();
    List<BaselineDeclaration> declared = file.get().all(BaselineDeclaration.class).toList();
    boolean someSealed = declared.stream().anyMatch(d -> d.seal().isPresent());
    SealRecord earlier = SealRecord.read(source.surroundings().sealRecord().orElse(""));
    List<Edit> edits = new ArrayList<>();
    List<String> sealed = new ArrayList<>();
    List<ResolvedSets> recorded = new ArrayList<>();
    Map<String, ResolvedSets> resolved = new HashMap<>();
    policy
        .baselines()
        .forEach(baseline -> resolved.put(baseline.name(), ResolvedSets.of(baseline)));
    for (BaselineDeclaration declaration : declared) {
      String name = declaration.name().text();
      boolean meant =
          only.isEmpty() ? declaration.seal().isPresent() || !someSealed : only.contains(name);
      if (meant) {
        ResolvedSets sets = Optional.ofNullable(resolved.get(name)).orElseThrow();
        recorded.add(sets);
        sealed.add(name);
        edits.add(edit(declaration, sets.digest()));
      } else {
        declaration.seal().map(Text::value).flatMap(earlier::find).ifPresent(recorded::add);
      }
    }
    return new Sealing(
        Optional.of(apply(source.file().text(), edits)),
        recorded.isEmpty() ? Optional.empty() : Optional.of(SealRecord.of(recorded).print()),
        sealed,
        analysis.diagnostics());
  }

  private static Edit edit(BaselineDeclaration declaration, String digest) {
    String literal = "\"" + digest + "\"";
    return declaration
        .seal()
        .map(seal -> new Edit(seal.span(), literal))
        .orElseGet(
            () -> new Edit(new Span(declaration.name().span().end(), 0), " sealed " + literal));
  }

  private static String apply(String text, List<Edit> edits) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (Edit edit : edits) {
      out.append(text, done, edit.span().offset()).append(edit.text());
      done = edit.span().end();
    }
    return out.append(text, done, text.length()).toString();
  }
}
