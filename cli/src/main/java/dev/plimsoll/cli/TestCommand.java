package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.expectation.ExpectationResult;
import dev.plimsoll.compiler.expectation.TapPrinter;
import dev.plimsoll.compiler.expectation.TestReport;
import dev.plimsoll.compiler.expectation.TestResult;
import dev.plimsoll.compiler.expectation.TestRunner;
import dev.plimsoll.compiler.expectation.TestStatus;
import dev.plimsoll.compiler.explain.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code test}: runs the tests that stand in policies. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Runs the test blocks of policies.")
final class TestCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();
  @Mixin private PolicyFiles files = new PolicyFiles();

  @Option(names = "--format", paramLabel = "FORMAT", description = "tap or json (default: tap).")
  private TestFormat format = TestFormat.TAP;

  TestCommand(Streams streams) {
    this.streams = streams;
  }

  enum TestFormat {
    TAP,
    JSON
  }

  @Override
  public Integer call() throws IOException {
    List<TestReport> reports = new ArrayList<>();
    files.each(
        streams.err(),
        file -> {
          Compilation compilation = policies.compile(file, streams.err());
          compilation.policy().map(TestRunner::run).ifPresent(reports::add);
          if (compilation.policy().isEmpty()) {
            files.invalid(file, "the policy is invalid, so its tests did not run");
          }
        });
    if (format == TestFormat.JSON) {
      writeJson(reports);
    } else {
      streams.out().print(TapPrinter.print(reports));
      files.errors().forEach((path, reason) -> streams.out().println("# " + path + ": not run"));
    }
    boolean passed = reports.stream().allMatch(TestReport::passed);
    return files.exit(passed ? Exit.PASS : Exit.FINDINGS);
  }

  private void writeJson(List<TestReport> reports) throws IOException {
    try (JsonGenerator json = Json.document(streams.out())) {
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeObjectFieldStart("summary");
      for (TestStatus status : TestStatus.values()) {
        json.writeNumberField(name(status), reports.stream().mapToLong(r -> r.count(status)).sum());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("policies");
      for (TestReport report : reports) {
        write(json, report);
      }
      json.writeEndArray();
      files.writeErrors(json);
      json.writeEndObject();
    }
    streams.out().println();
  }

  private static void write(JsonGenerator json, TestReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("policy", report.policy());
    json.writeStringField("file", report.source().name());
    json.writeArrayFieldStart("tests");
    for (TestResult test : report.tests()) {
      json.writeStartObject();
      json.writeStringField("title", test.title());
      json.writeStringField("status", name(test.status()));
      Json.write(json, report.source().position(test.span().offset()));
      json.writeArrayFieldStart("expectations");
      for (ExpectationResult result : test.expectations()) {
        write(json, report, result);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, TestReport report, ExpectationResult result)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("status", name(result.status()));
    json.writeStringField("expectation", result.text());
    Json.write(json, report.source().position(result.span().offset()));
    if (result.status() != TestStatus.PASS) {
      json.writeStringField("expected", result.expected());
      json.writeStringField("actual", result.actual());
      json.writeArrayFieldStart("because");
      for (Reason reason : result.reasons()) {
        Json.write(json, reason);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static String name(TestStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
