package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyAnalyzerTest {

  @TestFactory
  Stream<DynamicTest> resolvesEveryGoodPolicyAsExpected() {
    return Fixtures.in("policies").stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      Analysis analysis = Roots.analyze(Fixtures.source(path));
                      String drawn = DiagnosticPrinter.plain().print(analysis.diagnostics());
                      assertThat(analysis.policy()).as(drawn).isPresent();
                      Fixtures.assertExpected(
                          path, ".sets", describe(analysis.policy().orElseThrow()) + drawn);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> reportsEveryMistakeAsExpected() {
    return Fixtures.in("errors").stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      Analysis analysis = Roots.analyze(Fixtures.source(path));
                      assertThat(analysis.policy()).isEmpty();
                      Fixtures.assertExpected(
                          path, ".errors", DiagnosticPrinter.plain().print(analysis.diagnostics()));
                    }));
  }

  @Test
  void fiveIndependentMistakesAreFiveDiagnosticsInOneRun() {
    Path path = Path.of("src/test/fixtures/errors/five.plimsoll");
    List<Diagnostic> found = Roots.analyze(Fixtures.source(path)).diagnostics();
    assertThat(found).hasSize(5);
    assertThat(found).extracting(d -> d.code().id()).doesNotHaveDuplicates();
    assertThat(found)
        .extracting(d -> d.file().position(d.span().offset()).line())
        .doesNotHaveDuplicates();
    String drawn = DiagnosticPrinter.plain().print(found);
    assertThat(drawn.lines().filter(l -> l.matches(" *\\| *\\^+"))).hasSize(5);
  }

  private static String describe(Policy policy) {
    StringBuilder out = new StringBuilder();
    policy
        .fleets()
        .forEach(
            fleet ->
                fleet
                    .nodes()
                    .forEach(
                        node ->
                            out.append(fleet.name())
                                .append('.')
                                .append(node.name())
                                .append(' ')
                                .append(node.guaranteed())
                                .append("\n  perhaps ")
                                .append(
                                    node.possible().beyond(node.guaranteed()).stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")))
                                .append('\n')));
    for (Baseline baseline : policy.baselines()) {
      baseline
          .sets()
          .forEach((a, set) -> out.append(baseline.name()).append(' ').append(set).append('\n'));
    }
    policy.holds().forEach(h -> out.append(h).append('\n'));
    policy.ruleSets().forEach(s -> s.rules().forEach(r -> out.append(r).append('\n')));
    policy.tests().forEach(t -> t.expectations().forEach(e -> out.append(e).append('\n')));
    return out.toString();
  }

  static Analysis analyze(String text) {
    return PolicyAnalyzer.analyze(new SourceFile("x.plimsoll", text));
  }
}
