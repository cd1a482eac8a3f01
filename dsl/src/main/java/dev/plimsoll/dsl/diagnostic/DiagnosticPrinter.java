package dev.plimsoll.dsl.diagnostic;

import dev.plimsoll.dsl.source.Position;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Draws diagnostics as text:
 *
 * <pre>
 * error[PLM-201]: Unknown feature `axv2` of x86_64.
 *   --> line.plimsoll:4:13
 *    |
 *  4 |     x86_64: axv2;
 *    |             ^^^^
 *    = help: Did you mean `avx2`?
 * </pre>
 */
public final class DiagnosticPrinter {
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  private final boolean colour;

  private DiagnosticPrinter(boolean colour) {
    this.colour = colour;
  }

  /** A printer of plain text. */
  public static DiagnosticPrinter plain() {
    return new DiagnosticPrinter(false);
  }

  /** A printer that uses the ANSI escape sequences of a terminal. */
  public static DiagnosticPrinter coloured() {
    return new DiagnosticPrinter(true);
  }

  /** All diagnostics in their order, an empty line between two. */
  public String print(Collection<Diagnostic> diagnostics) {
    List<String> drawn = new ArrayList<>();
    diagnostics.stream().sorted().forEach(d -> drawn.add(print(d)));
    return String.join("\n", drawn);
  }

  /** One diagnostic; every line ends with {@code \n}. */
  public String print(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    Severity severity = diagnostic.code().severity();
    out.append(paint(colourOf(severity), severity.label() + "[" + diagnostic.code().id() + "]"));
    out.append(paint(BOLD, ": " + Quoted.visible(diagnostic.message()))).append('\n');
    int gutter = gutter(diagnostic);
    snippet(out, gutter, diagnostic.file(), diagnostic.span(), '^', "", colourOf(severity));
    for (Diagnostic.Related related : diagnostic.related()) {
      snippet(out, gutter, related.file(), related.span(), '-', related.label(), BLUE);
    }
    diagnostic.hint().ifPresent(hint -> note(out, gutter, Quoted.visible(hint)));
    if (!diagnostic.suggestions().isEmpty()) {
      note(out, gutter, "Did you mean " + choice(diagnostic.suggestions()) + "?");
    }
    return out.toString();
  }

  private void snippet(
      StringBuilder out,
      int gutter,
      SourceFile file,
      Span span,
      char mark,
      String label,
      String paint) {
    Position position = file.position(span.offset());
    SourceLine line = SourceLine.of(file, span);
    String margin = " ".repeat(gutter + 2);
    out.append(" ".repeat(gutter + 1)).append(paint(BLUE, "-->")).append(' ');
    out.append(Quoted.visible(file.name())).append(':').append(position).append('\n');
    out.append(margin).append(paint(BLUE, "|")).append('\n');
    String number = Integer.toString(position.line());
    out.append(paint(BLUE, " " + " ".repeat(gutter - number.length()) + number + " |"));
    out.append((" " + line.text()).stripTrailing()).append('\n');
    out.append(margin).append(paint(BLUE, "|")).append(" ".repeat(line.firstCell() + 1));
    String underline = String.valueOf(mark).repeat(line.cells());
    out.append(paint(paint, label.isEmpty() ? underline : underline + " " + label)).append('\n');
  }

  private void note(StringBuilder out, int gutter, String text) {
    out.append(" ".repeat(gutter + 2)).append(paint(BLUE, "=")).append(" help: ");
    out.append(text).append('\n');
  }

  private static String choice(List<String> suggestions) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < suggestions.size(); i++) {
      if (i > 0) {
        out.append(i == suggestions.size() - 1 ? " or " : ", ");
      }
      out.append(Quoted.of(suggestions.get(i)));
    }
    return out.toString();
  }

  private static int gutter(Diagnostic diagnostic) {
    int last = diagnostic.file().position(diagnostic.span().offset()).line();
    for (Diagnostic.Related related : diagnostic.related()) {
      last = Math.max(last, related.file().position(related.span().offset()).line());
    }
    return Integer.toString(last).length();
  }

  private static String colourOf(Severity severity) {
    return switch (severity) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case NOTE -> BLUE;
    };
  }

  private String paint(String ansi, String text) {
    return colour ? ansi + text + RESET : text;
  }
}
