package dev.plimsoll.dsl.diagnostic;

import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One finding about a source text. Diagnostics sort by file, place and code, so that a sorted list
 * reads from top to bottom.
 *
 * @param span the text that is to blame
 * @param message one sentence: what was found and what was expected, user text in backticks
 * @param hint one sentence that says what to do
 * @param suggestions what could stand in place of {@code span}, best first
 * @param related other places that take part, such as an earlier declaration
 */
public record Diagnostic(
    DiagnosticCode code,
    SourceFile file,
    Span span,
    String message,
    Optional<String> hint,
    List<String> suggestions,
    List<Related> related)
    implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing((Diagnostic d) -> d.file.name())
          .thenComparingInt(d -> d.span.offset())
          .thenComparing(d -> d.code.id())
          .thenComparing(Diagnostic::message);

  public Diagnostic {
    suggestions = List.copyOf(suggestions);
    related = List.copyOf(related);
  }

  /**
   * Another place that takes part in a finding.
   *
   * @param label what is there, e.g. {@code first declared here}
   */
  public record Related(SourceFile file, Span span, String label) {}

  /** A finding with a message only. */
  public static Diagnostic of(DiagnosticCode code, SourceFile file, Span span, String message) {
    return new Diagnostic(code, file, span, message, Optional.empty(), List.of(), List.of());
  }

  /** The same finding that says what to do. */
  public Diagnostic withHint(String newHint) {
    return new Diagnostic(code, file, span, message, Optional.of(newHint), suggestions, related);
  }

  /** The same finding with replacements to choose from. */
  public Diagnostic withSuggestions(List<String> newSuggestions) {
    return new Diagnostic(code, file, span, message, hint, newSuggestions, related);
  }

  /** The same finding that points to one more place of the same file. */
  public Diagnostic withRelated(Span place, String label) {
    return withRelated(file, place, label);
  }

  /** The same finding that points to one more place, perhaps of another file. */
  public Diagnostic withRelated(SourceFile other, Span place, String label) {
    List<Related> all = new ArrayList<>(related);
    all.add(new Related(other, place, label));
    return new Diagnostic(code, file, span, message, hint, suggestions, all);
  }

  public boolean isError() {
    return code.severity() == Severity.ERROR;
  }

  /** Orders by file name, offset, code and message; it does not compare the rest. */
  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }
}
