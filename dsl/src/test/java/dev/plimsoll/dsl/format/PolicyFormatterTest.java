package dev.plimsoll.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.parser.Fixtures;
import dev.plimsoll.dsl.parser.Mutations;
import dev.plimsoll.dsl.parser.PolicyReader;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyFormatterTest {
  private static final long SEED = Long.getLong("plimsoll.seed", 20261122);
  private static final int POLICIES = Integer.getInteger("plimsoll.format.policies", 2_000);
  private static final int MUTANTS = Integer.getInteger("plimsoll.format.mutants", 100);
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```plimsoll\\n(.*?)^```\\n");

  @TestFactory
  Stream<DynamicTest> laysOutEveryFixtureAsExpected() {
    return Stream.concat(Fixtures.in("ok").stream(), Fixtures.in("format").stream())
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      String text = Fixtures.read(path);
                      String formatted = Formatted.checked(path.toString(), text);
                      Fixtures.assertExpected(path, ".formatted", formatted);
                    }));
  }

  @Test
  void keepsMeaningAndCommentsOfEveryDocumentedPolicy() throws IOException {
    int found = 0;
    for (Path page : documents()) {
      String text = Files.readString(page);
      if (page.toString().endsWith(".plimsoll")) {
        Formatted.checked(page.toString(), text);
        found++;
      }
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        if (PolicyReader.read(new SourceFile("x", block.group(1))).isClean()) {
          Formatted.checked(page.toString(), block.group(1));
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(40);
  }

  @Test
  void theExamplesStandInTheOneLayout() throws IOException {
    for (Path page : documents()) {
      if (page.toString().contains("src/main/plimsoll")) {
        String text = Files.readString(page);
        assertThat(Formatted.format(text)).as(page.toString()).isEqualTo(text);
      }
    }
  }

  @Test
  void keepsMeaningAndCommentsOfRandomPolicies() {
    for (int i = 0; i < POLICIES; i++) {
      String what = "-Dplimsoll.seed=" + (SEED + i);
      Formatted.checked(what, RandomPolicy.of(new Random(SEED + i)));
    }
  }

  @Test
  void oneTextHasOneLayoutWhateverItsWhiteSpace() {
    String tour = Fixtures.read(Path.of("src/test/fixtures/ok/tour.plimsoll"));
    String bare = tour.replaceAll("//.*", "").replaceAll("(\"[^\"]*\")|\\s+", "$1 ");
    String expected = Formatted.format(bare);
    for (String white : List.of("   ", "\t", "\n", "\r\n", "\r")) {
      String other = bare.replaceAll("(\"[^\"]*\")|\\s+", "$1" + white);
      assertThat(Formatted.format(other)).isEqualTo(expected);
    }
  }

  @Test
  void aPolicyThatDoesNotParseHasDiagnosticsAndNoText() {
    for (Path path : Fixtures.in("errors")) {
      FormatResult result = PolicyFormatter.format(Fixtures.source(path));
      assertThat(result.text()).as(path.toString()).isEmpty();
      assertThat(result.diagnostics()).as(path.toString()).isNotEmpty();
    }
  }

  @Test
  void survivesMutationsOfEveryFixture() {
    List<Path> seeds = new ArrayList<>(Fixtures.in("ok"));
    seeds.addAll(Fixtures.in("format"));
    seeds.addAll(Fixtures.in("errors"));
    Random random = new Random(SEED);
    int formatted = 0;
    for (Path seed : seeds) {
      String text = Fixtures.read(seed);
      for (int i = 0; i < MUTANTS; i++) {
        String mutant = Mutations.of(text, random);
        SourceFile file = new SourceFile("mutant.plimsoll", mutant);
        boolean clean = PolicyReader.read(file).isClean();
        try {
          FormatResult result = PolicyFormatter.format(file);
          assertThat(result.text().isPresent()).isEqualTo(clean);
        } catch (RuntimeException | StackOverflowError e) {
          throw new AssertionError("seed " + SEED + ", " + seed + ", mutant:\n" + mutant, e);
        }
        if (clean) {
          Formatted.checked("seed " + SEED + ", " + seed, mutant);
          formatted++;
        }
      }
    }
    assertThat(formatted).isGreaterThan(MUTANTS / 2);
  }

  @Test
  void formatsAHundredThousandNodesInBoundedTime() {
    StringBuilder text = new StringBuilder("policy a.B;\nfleet f {\n");
    for (int i = 0; i < 100_000; i++) {
      text.append("node n").append(i).append(" { arch x86_64; cpu znver4 - { pku }; } // ");
      text.append(i).append('\n');
    }
    text.append("}\nbaseline b { x86_64: avx2").append(" + fma & bmi1".repeat(100_000));
    text.append("; }\n");
    Assertions.assertTimeout(Duration.ofSeconds(90), () -> Formatted.format(text.toString()));
  }

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String root : List.of("docs", "examples", "compiler/src/test/fixtures/policies")) {
      try (Stream<Path> files = Files.walk(Path.of("..", root))) {
        files
            .filter(
                f -> f.toString().matches(".*\\.(md|plimsoll)") && !f.toString().contains("target"))
            .sorted()
            .forEach(all::add);
      }
    }
    all.add(Path.of("../README.md"));
    return all;
  }
}
