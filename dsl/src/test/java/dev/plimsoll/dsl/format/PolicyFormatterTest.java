package dev.plimsoll.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.parser.PolicyReader;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Corpus;
import dev.plimsoll.dsl.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyFormatterTest {
  private static final long SEED = Long.getLong("plimsoll.seed", 20261122);
  private static final int POLICIES = Integer.getInteger("plimsoll.format.policies", 2_000);

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
  void keepsMeaningAndCommentsOfEveryPolicyOfTheProject() throws IOException {
    int found = 0;
    for (Corpus.Seed seed : Corpus.all()) {
      if (PolicyReader.read(new SourceFile("x", seed.text())).isClean()) {
        Formatted.checked(seed.name(), seed.text());
        found++;
      }
    }
    assertThat(found).isGreaterThan(40);
  }

  @Test
  void theExamplesStandInTheOneLayout() throws IOException {
    for (Corpus.Seed seed : Corpus.all()) {
      if (seed.name().startsWith("../examples/")) {
        assertThat(Formatted.format(seed.text())).as(seed.name()).isEqualTo(seed.text());
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
}
