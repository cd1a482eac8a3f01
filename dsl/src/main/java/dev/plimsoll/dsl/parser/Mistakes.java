package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects the mistakes of one text, and keeps one mistake from being reported twice. */
final class Mistakes {
  private static final int LIMIT = 100;

  /** After these nobody knows what the rest of the statement was meant to say. */
  private static final Set<String> UNMENDED =
      Stream.of(SyntaxCode.UNEXPECTED, SyntaxCode.UNTERMINATED_TEXT)
          .map(code -> code.code().id())
          .collect(Collectors.toUnmodifiableSet());

  private final SourceFile file;
  private final List<Diagnostic> found = new ArrayList<>();
  private final List<Span> skipped = new ArrayList<>();
  private final List<Span> unclear = new ArrayList<>();
  private final Set<Integer> unquoted = new HashSet<>();
  private final Set<Integer> troubled = new HashSet<>();
  private int unshown;

  Mistakes(SourceFile file) {
    this.file = file;
  }

  SourceFile file() {
    return file;
  }

  Diagnostic at(SyntaxCode code, Span span, String message) {
    return Diagnostic.of(code.code(), file, span, message);
  }

  void add(SyntaxCode code, Span span, String message) {
    add(at(code, span, message));
  }

  void add(Diagnostic diagnostic) {
    if (found.size() < LIMIT) {
      found.add(diagnostic);
    } else {
      unshown++;
    }
  }

  /** How much has been collected so far. */
  record Mark(int found, int skipped, int unclear, int unshown) {}

  Mark mark() {
    return new Mark(found.size(), skipped.size(), unclear.size(), unshown);
  }

  /** Forgets what was collected since. */
  void reset(Mark mark) {
    found.subList(mark.found(), found.size()).clear();
    skipped.subList(mark.skipped(), skipped.size()).clear();
    unclear.subList(mark.unclear(), unclear.size()).clear();
    unshown = mark.unshown();
  }

  /** The token at that offset has been complained about, or what stands before it has. */
  void trouble(int offset) {
    troubled.add(offset);
  }

  boolean isTroubled(int offset) {
    return troubled.contains(offset);
  }

  /** A text should have begun there. */
  void unquoted(int offset) {
    unquoted.add(offset);
  }

  void skip(Span span) {
    if (skipped.size() < LIMIT) {
      skipped.add(span);
    } else {
      skipped.set(LIMIT - 1, skipped.get(LIMIT - 1).to(span));
    }
  }

  List<Span> skipped() {
    return skipped;
  }

  /** A statement has been read: it is unclear if a mistake in it has not been mended. */
  void statement(Span span) {
    boolean holdsMistake =
        found.stream()
            .filter(mistake -> UNMENDED.contains(mistake.code().id()))
            .anyMatch(m -> span.offset() <= m.span().offset() && m.span().offset() <= span.end());
    if (holdsMistake && unclear.size() < LIMIT) {
      unclear.add(span);
    }
  }

  /** Statements that could not be read as they stand. */
  List<Span> unclear() {
    return unclear;
  }

  List<Diagnostic> sorted() {
    List<Diagnostic> all = new ArrayList<>(found);
    Collections.sort(all);
    List<Diagnostic> sorted = new Aftermath(file, unquoted).without(all);
    if (unshown > 0) {
      Span last = sorted.get(sorted.size() - 1).span();
      sorted.add(
          at(
              SyntaxCode.TOO_MANY_MISTAKES,
              new Span(last.end(), 0),
              "There are " + unshown + " more mistakes, which are not shown."));
    }
    return sorted;
  }
}
