package dev.plimsoll.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.testing.Fixtures;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PolicyReaderTest {

  @TestFactory
  Stream<DynamicTest> readsEveryGoodPolicyWithoutAWord() {
    return Fixtures.in("ok").stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path.getFileName().toString(),
                    () -> {
                      ParseResult result = PolicyReader.read(Fixtures.source(path));
                      String drawn = DiagnosticPrinter.plain().print(result.diagnostics());
                      assertThat(drawn).isEmpty();
                      assertThat(result.isClean()).isTrue();
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
                      ParseResult result = PolicyReader.read(Fixtures.source(path));
                      assertThat(result.isClean()).isFalse();
                      Fixtures.assertExpected(
                          path, ".errors", DiagnosticPrinter.plain().print(result.diagnostics()));
                    }));
  }
}
