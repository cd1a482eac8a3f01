package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.parser.Lexeme;
import dev.plimsoll.dsl.parser.LexemeReader;
import dev.plimsoll.dsl.source.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One word, sign or quote too many or too few in a good policy is one message. */
class SingleSlipTest {
  /** The part of the slips that are mistakes that has to be reported as one message. */
  private static final double ALONE = 0.99;

  private static final List<Path> GOOD =
      Stream.concat(
              Fixtures.in("policies").stream(),
              Stream.of(
                  Path.of("../examples/quickstart/src/main/plimsoll/archiver.plimsoll"),
                  Path.of("../dsl/src/test/fixtures/ok/tour.plimsoll")))
          .toList();

  @Test
  void nearlyEverySlipIsOneMessage() {
    int mistakes = 0;
    int alone = 0;
    StringBuilder cascades = new StringBuilder();
    for (Path path : GOOD) {
      String text = Fixtures.read(path);
      List<String> before = analyze(path, text).stream().map(SingleSlipTest::what).toList();
      for (String slip : slips(text)) {
        List<Diagnostic> found = analyze(path, slip);
        found.removeIf(d -> before.contains(what(d)));
        if (!found.isEmpty()) {
          mistakes++;
          if (found.size() == 1) {
            alone++;
          } else {
            cascades.append(path.getFileName()).append('\n');
            cascades.append(DiagnosticPrinter.plain().print(found)).append("-----\n");
          }
        }
      }
    }
    assertThat((double) alone / mistakes)
        .as("%d of %d mistakes alone; not:%n%s", alone, mistakes, cascades)
        .isGreaterThanOrEqualTo(ALONE);
  }

  /** The text with each word, sign and quote once left out and once written twice. */
  private static List<String> slips(String text) {
    List<String> slips = new ArrayList<>();
    for (Lexeme lexeme : LexemeReader.read(new SourceFile("good.plimsoll", text))) {
      if (lexeme.kind() == Lexeme.Kind.COMMENT) {
        continue;
      }
      int start = lexeme.span().offset();
      int end = lexeme.span().end();
      boolean word = lexeme.kind() == Lexeme.Kind.WORD || lexeme.kind() == Lexeme.Kind.TEXT;
      slip(slips, text, start, end, word ? " " : "");
      if (lexeme.kind() == Lexeme.Kind.TEXT) {
        slip(slips, text, start, start + 1, "");
        slip(slips, text, end - 1, end, "");
      }
    }
    return slips;
  }

  private static void slip(List<String> slips, String text, int start, int end, String gap) {
    slips.add(text.substring(0, start) + text.substring(end));
    slips.add(text.substring(0, end) + gap + text.substring(start));
  }

  private static List<Diagnostic> analyze(Path path, String text) {
    SourceFile file = new SourceFile(path.getFileName().toString(), text);
    return new ArrayList<>(Fixtures.analyze(file).diagnostics());
  }

  /** A good policy may hold warnings; they are no news. */
  private static String what(Diagnostic diagnostic) {
    return diagnostic.code().id() + diagnostic.message();
  }
}
