package dev.plimsoll.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Mutants;
import org.junit.jupiter.api.Test;

class FormatterMutantsTest {
  @Test
  void everyMutantThatParsesKeepsItsMeaningAndItsComments() throws Exception {
    double formatted = Mutants.survive("formatter", FormatterMutantsTest::format);
    assertThat(formatted).as("mutants are neither all sound nor all broken").isBetween(0.1, 0.9);
  }

  private static boolean format(String mutant) {
    FormatResult result = PolicyFormatter.format(new SourceFile("mutant.plimsoll", mutant));
    assertThat(result.text().isPresent()).isEqualTo(result.diagnostics().isEmpty());
    result.text().ifPresent(text -> Formatted.check("mutant", mutant, text));
    return result.text().isPresent();
  }
}
