package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Collects what is wrong with the meaning of one file. */
final class Findings {
  private static final int LIMIT = 1000;

  /** So many findings may cost a walk over every name that the policy declares. */
  private static final int SUGGESTING = 100;

  private final PolicyFile file;
  private boolean lacking;
  private final List<Diagnostic> found = new ArrayList<>();

  Findings(PolicyFile file) {
    this.file = file;
    this.lacking = file.mayLackImport();
  }

  SourceFile source() {
    return file.source();
  }

  Diagnostic at(PolicyCode code, Span span, String message) {
    return Diagnostic.of(code.code(), file.source(), span, message);
  }

  void add(PolicyCode code, Span span, String message) {
    add(at(code, span, message));
  }

  /** Adds a finding, unless the reader has complained about that very text already. */
  void add(Diagnostic diagnostic) {
    if (!isFull() && !file.isDoubtful(diagnostic.span())) {
      found.add(diagnostic);
      if (isFull()) {
        String message = LIMIT + " findings are enough: what else is wrong is not looked for.";
        found.add(at(PolicyCode.TOO_MANY_FINDINGS, new Span(diagnostic.span().end(), 0), message));
      }
    }
  }

  /** Whether nothing more will be kept, so that no work need go into it. */
  boolean isFull() {
    return found.size() >= LIMIT;
  }

  /** Known words that may have been meant; none once there are very many findings. */
  List<String> suggest(String word, Supplier<? extends Collection<String>> known) {
    return found.size() < SUGGESTING ? Suggestions.of(word, known.get()) : List.of();
  }

  /** Whether the text around there lacks a part that a syntax error made unreadable. */
  boolean isDamaged(Span span) {
    return file.isDamaged(span);
  }

  /** Whether the name may be declared where this run cannot see it. */
  boolean mayBeDeclaredElsewhere(String name) {
    return lacking || file.mentionsInSkipped(name);
  }

  /** From now on any name may be declared in an import that could not be read. */
  void lackImport() {
    lacking = true;
  }

  /** Whether nothing that has been found is an error. */
  boolean isClean() {
    return found.stream().noneMatch(Diagnostic::isError);
  }

  List<Diagnostic> all() {
    return found;
  }
}
