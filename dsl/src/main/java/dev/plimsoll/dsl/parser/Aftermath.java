package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells mistakes from what only follows from an earlier mistake in the same statement. */
final class Aftermath {
  /** What the parser says where it does not know how to go on. */
  private static final Set<String> LOST =
      ids(
          EnumSet.of(
              SyntaxCode.UNEXPECTED, SyntaxCode.UNKNOWN_STATEMENT, SyntaxCode.UNMATCHED_BRACE));

  /** What text looks like that is inside quotes for the author and outside of them for us. */
  private static final Set<String> INSIDE_OUT =
      ids(
          EnumSet.of(
              SyntaxCode.UNEXPECTED,
              SyntaxCode.MISSING,
              SyntaxCode.UNKNOWN_STATEMENT,
              SyntaxCode.UNMATCHED_BRACE,
              SyntaxCode.FOREIGN_CHARACTER,
              SyntaxCode.MALFORMED_NAME,
              SyntaxCode.CROWDED_MINUS));

  private final SourceFile file;
  private final Set<Integer> unquoted;

  /**
   * @param unquoted where texts should have begun but did not
   */
  Aftermath(SourceFile file, Set<Integer> unquoted) {
    this.file = file;
    this.unquoted = unquoted;
  }

  /** The mistakes without those that follow from others of them, in the same order. */
  List<Diagnostic> without(List<Diagnostic> sorted) {
    List<Span> insideOut =
        sorted.stream()
            .filter(mistake -> is(SyntaxCode.UNTERMINATED_TEXT, mistake))
            .map(this::sinceFirstQuote)
            .toList();
    List<Span> unopened =
        insideOut.isEmpty()
            ? List.of()
            : sorted.stream()
                .filter(mistake -> unquoted.contains(mistake.span().offset()))
                .flatMap(mistake -> sinceMissingQuote(mistake, sorted).stream())
                .toList();
    List<Diagnostic> kept = new ArrayList<>();
    int last = -1;
    for (Diagnostic mistake : sorted) {
      int offset = mistake.span().offset();
      boolean opens = unopened.stream().anyMatch(rest -> rest.offset() == offset);
      boolean text = INSIDE_OUT.contains(mistake.code().id());
      boolean quoted = text && insideOut.stream().anyMatch(l -> l.contains(mistake.span()));
      boolean unquotedText =
          (text || is(SyntaxCode.UNTERMINATED_TEXT, mistake))
              && unopened.stream().anyMatch(rest -> rest.contains(mistake.span()));
      boolean follows = last >= 0 && follows(last, mistake);
      if (opens || (!unquotedText && !quoted && !follows)) {
        kept.add(mistake);
      }
      last = offset;
    }
    // INVARIANT: a text with a mistake is never taken for a good one.
    return kept.isEmpty() ? new ArrayList<>(sorted) : kept;
  }

  private boolean follows(int earlier, Diagnostic mistake) {
    int offset = mistake.span().offset();
    if (is(SyntaxCode.UNCLOSED_BLOCK, mistake)) {
      return offset == earlier && mistake.span().length() == 0;
    }
    if (!LOST.contains(mistake.code().id()) || beginsAnew(file.text().substring(earlier, offset))) {
      return false;
    }
    // A word at the start of a line may begin a statement; other text never does.
    return file.position(earlier).line() == file.position(offset).line()
        || !startsWithWord(mistake.span());
  }

  /** Whether the text behind a mistake ends its statement or goes into a block. */
  private static boolean beginsAnew(String text) {
    long opened = text.chars().filter(c -> c == '{').count();
    long closed = text.chars().filter(c -> c == '}').count();
    return text.indexOf(';') >= 0 || opened > closed;
  }

  private boolean startsWithWord(Span span) {
    return span.offset() >= file.text().length()
        || Character.isLetterOrDigit(file.text().codePointAt(span.offset()));
  }

  private Span sinceFirstQuote(Diagnostic unterminated) {
    Span line = file.lineSpan(file.position(unterminated.span().offset()).line());
    return Span.between(file.text().indexOf('"', line.offset()), line.end());
  }

  /** The rest of the line, if the quote that is missing leaves a later one of the line alone. */
  private Optional<Span> sinceMissingQuote(Diagnostic unquoted, List<Diagnostic> sorted) {
    int line = file.position(unquoted.span().offset()).line();
    return sorted.stream()
        .filter(mistake -> is(SyntaxCode.UNTERMINATED_TEXT, mistake))
        .map(mistake -> mistake.span().offset())
        .filter(quote -> quote > unquoted.span().offset() && file.position(quote).line() == line)
        .findFirst()
        .map(quote -> Span.between(unquoted.span().offset(), file.lineSpan(line).end()));
  }

  private static boolean is(SyntaxCode code, Diagnostic mistake) {
    return code.code().id().equals(mistake.code().id());
  }

  private static Set<String> ids(Collection<SyntaxCode> codes) {
    return codes.stream().map(code -> code.code().id()).collect(Collectors.toUnmodifiableSet());
  }
}
