package dev.plimsoll.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class HostileInputTest {
  private static final long SEED = 20261122;
  private static final String HEAD = "policy a.B;\n";

  @Test
  void refusesDeepNestingInsteadOfOverflowing() {
    for (String open : List.of("(", "{", "({")) {
      ParseResult result = read(HEAD + "baseline b { x86_64: " + open.repeat(1_000_000));
      assertThat(codes(result)).contains("PLM-112");
      assertThat(result.file()).isEmpty();
    }
  }

  @Test
  void acceptsNestingThatSomebodyCouldHaveMeant() {
    String nested = "(".repeat(60) + "avx2" + ")".repeat(60);
    assertThat(read(HEAD + "baseline b { x86_64: " + nested + "; }").isClean()).isTrue();
  }

  @Test
  void readsLongSumsWithoutRecursion() {
    String sum = "avx2" + " + fma & bmi1 - bmi2".repeat(50_000);
    assertThat(read(HEAD + "baseline b { x86_64: " + sum + "; }").isClean()).isTrue();
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    ParseResult result = read(" ".repeat(PolicyReader.LARGEST + 1));
    assertThat(codes(result)).containsExactly("PLM-113");
  }

  @Test
  void refusesTooManyTokens() {
    ParseResult result = read(";".repeat(PolicyReader.MOST_TOKENS + 1));
    assertThat(codes(result)).containsExactly("PLM-113");
    assertThat(result.file()).isEmpty();
  }

  @Test
  void aTourThatBreaksOffIsAtMostTwoMistakes() {
    String tour = Fixtures.read(Path.of("src/test/fixtures/ok/tour.plimsoll"));
    for (int i = 0; i < tour.length(); i++) {
      ParseResult result = read(tour.substring(0, i));
      assertThat(result.diagnostics())
          .as(() -> DiagnosticPrinter.plain().print(result.diagnostics()))
          .hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void saysHowManyMistakesItDoesNotShow() {
    ParseResult result = read(HEAD + "foo bar;\n".repeat(10_000));
    assertThat(result.diagnostics()).hasSize(101);
    Diagnostic last = result.diagnostics().get(100);
    assertThat(last.code().id()).isEqualTo("PLM-114");
    assertThat(last.message()).contains("9900 more");
  }

  @Test
  void answersBinaryJunkWithAMessage() {
    byte[] junk = new byte[200_000];
    new Random(SEED).nextBytes(junk);
    ParseResult latin = read(new String(junk, StandardCharsets.ISO_8859_1));
    ParseResult utf8 = read(new String(junk, StandardCharsets.UTF_8));
    assertThat(latin.isClean()).isFalse();
    assertThat(utf8.isClean()).isFalse();
    assertThat(codes(read("\u0000\u0001\u0002"))).containsExactly("PLM-107");
  }

  @Test
  void readsAHundredThousandLinesInBoundedTime() {
    StringBuilder text = new StringBuilder(HEAD).append("fleet f {\n");
    for (int i = 0; i < 100_000; i++) {
      text.append("node n").append(i).append(" { arch x86_64; cpu znver4 - { pku }; }\n");
    }
    text.append("}\n");
    Assertions.assertTimeout(
        Duration.ofSeconds(30), () -> assertThat(read(text.toString()).isClean()).isTrue());
  }

  @Test
  void readsManyOpenTextsInBoundedTime() {
    for (String line : List.of("import \"x;\n", "import \"x; // y\n", "}} {{ kernel 6\"; //\n")) {
      Assertions.assertTimeout(
          Duration.ofSeconds(20),
          () -> assertThat(read(HEAD + line.repeat(100_000)).isClean()).isFalse());
    }
    String blanks = "import \"" + "; ".repeat(1_000_000) + "x\n";
    Assertions.assertTimeout(
        Duration.ofSeconds(20), () -> assertThat(codes(read(HEAD + blanks))).contains("PLM-106"));
  }

  @Test
  void survivesMutationsOfEveryFixture() {
    List<Path> seeds = new ArrayList<>(Fixtures.in("ok"));
    seeds.addAll(Fixtures.in("errors"));
    Random random = new Random(SEED);
    for (Path seed : seeds) {
      String text = Fixtures.read(seed);
      for (int i = 0; i < 60; i++) {
        String mutant = Mutations.of(text, random);
        try {
          ParseResult result = read(mutant);
          DiagnosticPrinter.plain().print(result.diagnostics());
          assertThat(result.isClean() || !result.diagnostics().isEmpty()).isTrue();
        } catch (RuntimeException | StackOverflowError e) {
          throw new AssertionError("seed " + SEED + ", " + seed + ", mutant:\n" + mutant, e);
        }
      }
    }
  }

  @Test
  void oneDeletedTokenOfTheTourIsAtMostTwoMistakes() {
    String tour = Fixtures.read(Path.of("src/test/fixtures/ok/tour.plimsoll"));
    for (int i = 0; i < tour.length(); i++) {
      if (";{}():,".indexOf(tour.charAt(i)) >= 0) {
        ParseResult result = read(tour.substring(0, i) + tour.substring(i + 1));
        assertThat(result.diagnostics())
            .as(() -> DiagnosticPrinter.plain().print(result.diagnostics()))
            .hasSizeLessThanOrEqualTo(2);
      }
    }
  }

  private static ParseResult read(String text) {
    return PolicyReader.read(new SourceFile("hostile.plimsoll", text));
  }

  private static List<String> codes(ParseResult result) {
    return result.diagnostics().stream().map(d -> d.code().id()).toList();
  }
}
