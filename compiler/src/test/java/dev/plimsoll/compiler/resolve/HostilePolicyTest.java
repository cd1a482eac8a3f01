package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class HostilePolicyTest {
  private static final long SEED = 20261122;

  @Test
  void resolvesALongChainOfBaselines() {
    StringBuilder text = new StringBuilder("policy a.B;\nbaseline b0 { x86_64: avx2; }\n");
    for (int i = 1; i <= 50_000; i++) {
      text.append("baseline b" + i + " { x86_64: b" + (i - 1) + "; }\n");
    }
    Policy policy = analyze(text.toString()).policy().orElseThrow();
    assertThat(policy.baseline("b50000").orElseThrow().sets())
        .isEqualTo(policy.baseline("b0").orElseThrow().sets());
  }

  @Test
  void findsALongCycleWithoutOverflow() {
    StringBuilder text = new StringBuilder("policy a.B;\nbaseline b0 { x86_64: b20000; }\n");
    for (int i = 1; i <= 20_000; i++) {
      text.append("baseline b" + i + " { x86_64: b" + (i - 1) + "; }\n");
    }
    Analysis analysis = analyze(text.toString());
    assertThat(analysis.diagnostics()).hasSize(1);
    assertThat(analysis.diagnostics().get(0).code().id()).isEqualTo("PLM-210");
  }

  @Test
  void resolvesALargeFleetInBoundedTime() {
    StringBuilder text = new StringBuilder("policy a.B;\nfleet f {\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("node n" + i + " { arch x86_64; cpu znver4 - { pku }; }\n");
    }
    text.append("}\nbaseline b { x86_64: common(f) & any(f); }\n");
    Assertions.assertTimeout(
        Duration.ofSeconds(30), () -> assertThat(analyze(text.toString()).policy()).isPresent());
  }

  @Test
  void manyMistakesStayCheap() {
    StringBuilder text = new StringBuilder("policy a.B;\nbaseline b { x86_64: avx2");
    for (int i = 0; i < 20_000; i++) {
      text.append("\n+ unknown").append(i);
    }
    text.append("; }");
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> assertThat(analyze(text.toString()).diagnostics()).hasSizeBetween(100, 2000));
  }

  @Test
  void manyWarningsDoNotHideTheMistakeAfterThem() {
    String warned = "policy a.B; baseline b { x86_64: avx2" + " - { sse4a }".repeat(2000) + "; }";
    Analysis analysis = analyze(warned + "baseline c { x86_64: no_such_feature; }");
    assertThat(analysis.policy()).isEmpty();
    assertThat(analysis.diagnostics()).hasSize(1001);
    assertThat(analysis.diagnostics().stream().filter(Diagnostic::isError))
        .extracting(found -> found.code().id())
        .containsExactly("PLM-244");
  }

  @Test
  void manyUnknownNamesAmongManyDeclarationsStayCheap() {
    StringBuilder text = new StringBuilder("policy a.B;\n");
    for (int i = 0; i < 25_000; i++) {
      text.append("fleet f" + i + " { node n" + i + " { arch x86_64; cpu znver4; } }\n");
      text.append("baseline b" + i + " { x86_64: common(g" + i + "); }\n");
      text.append("rules c" + i + " { deny unconditional; }\n");
      text.append("test \"t" + i + "\" { expect migrate x -> n" + i + " under b0 is safe; }\n");
    }
    Assertions.assertTimeout(
        Duration.ofSeconds(30),
        () -> assertThat(analyze(text.toString()).diagnostics()).hasSizeBetween(100, 2000));
  }

  @Test
  void aSumOfManyTermsStaysCheap() {
    String text = "policy a.B; baseline b { x86_64: " + "avx + ".repeat(300_000) + "avx2; }";
    Assertions.assertTimeout(
        Duration.ofSeconds(20), () -> assertThat(analyze(text).policy()).isPresent());
  }

  @Test
  void theOrderOfDeclarationsChangesNothing() {
    String text = Fixtures.read(Path.of("src/test/fixtures/policies/sets.plimsoll"));
    List<String> declarations = new ArrayList<>(Arrays.asList(text.split("\n(?=[a-z])", -1)));
    TreeMap<String, Object> expected = meaning(text);
    Random random = new Random(SEED);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(declarations, random);
      assertThat(meaning(String.join("\n", declarations))).isEqualTo(expected);
    }
  }

  private static TreeMap<String, Object> meaning(String text) {
    Policy policy = analyze(text).policy().orElseThrow();
    TreeMap<String, Object> sets = new TreeMap<>();
    for (Baseline baseline : policy.baselines()) {
      sets.put(baseline.name(), baseline.sets());
    }
    policy.fleets().forEach(f -> f.nodes().forEach(n -> sets.put(n.name(), n.guaranteed())));
    return sets;
  }

  private static Analysis analyze(String text) {
    return Roots.analyze(new SourceFile("x.plimsoll", text));
  }
}
