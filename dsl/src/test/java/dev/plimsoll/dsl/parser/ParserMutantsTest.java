package dev.plimsoll.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Mutants;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParserMutantsTest {
  @Test
  void everyMutantIsReadOrHasDiagnosticsThatCanBeDrawn() throws Exception {
    double clean = Mutants.survive("parser", ParserMutantsTest::read);
    assertThat(clean).as("mutants are neither all sound nor all broken").isBetween(0.1, 0.9);
  }

  private static boolean read(String mutant) {
    ParseResult result = PolicyReader.read(new SourceFile("mutant.plimsoll", mutant));
    List<Diagnostic> found = result.diagnostics();
    assertThat(result.isClean()).isEqualTo(found.isEmpty());
    assertThat(result.file().isPresent() || !found.isEmpty()).isTrue();
    for (Diagnostic diagnostic : found) {
      assertThat(diagnostic.span().offset() + diagnostic.span().length())
          .isLessThanOrEqualTo(mutant.length());
    }
    DiagnosticPrinter.plain().print(found);
    return result.isClean();
  }
}
