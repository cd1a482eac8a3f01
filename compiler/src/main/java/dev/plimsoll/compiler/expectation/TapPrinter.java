package dev.plimsoll.compiler.expectation;

import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.source.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints reports as TAP, version 14: a test point for each test, a subtest with a point for each of
 * its expectations, and what failed in YAML. Source: the Test Anything Protocol, version 14.
 */
public final class TapPrinter {
  private static final String INDENT = "    ";

  private final StringBuilder out = new StringBuilder();

  private TapPrinter() {}

  /** One document for all reports; every line ends with {@code \n}. */
  public static String print(List<TestReport> reports) {
    TapPrinter printer = new TapPrinter();
    int tests = reports.stream().mapToInt(report -> report.tests().size()).sum();
    printer.line("TAP version 14");
    printer.line(tests == 0 ? "1..0 # SKIP no tests" : "1.." + tests);
    int number = 0;
    for (TestReport report : reports) {
      for (TestResult test : report.tests()) {
        number++;
        printer.test(report, test, number);
      }
    }
    return printer.out.toString();
  }

  private void test(TestReport report, TestResult test, int number) {
    String title = report.policy() + ": " + test.title();
    line("# Subtest: " + escaped(title));
    line(INDENT + "1.." + test.expectations().size());
    int point = 0;
    for (ExpectationResult expectation : test.expectations()) {
      point++;
      point(INDENT, expectation.status(), point, expectation.text());
      if (expectation.status() != TestStatus.PASS) {
        yaml(report, expectation);
      }
    }
    point("", test.status(), number, title);
  }

  private void point(String indent, TestStatus status, int number, String description) {
    String ok = status == TestStatus.PASS ? "ok " : "not ok ";
    line(indent + ok + number + " - " + escaped(description));
  }

  private void yaml(TestReport report, ExpectationResult result) {
    Position position = report.source().position(result.span().offset());
    List<String> lines = new ArrayList<>();
    lines.add("---");
    lines.add("severity: " + (result.status() == TestStatus.FAIL ? "fail" : "error"));
    lines.add("expected: " + quoted(result.expected()));
    lines.add("actual: " + quoted(result.actual()));
    lines.add("at: " + quoted(report.source().name() + ":" + position));
    if (!result.reasons().isEmpty()) {
      lines.add("because:");
      for (Reason reason : result.reasons()) {
        lines.add("  - " + quoted(reason.toString()));
      }
    }
    lines.add("...");
    lines.forEach(l -> line(INDENT + "  " + l));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** A description: {@code #} would begin a directive. */
  private static String escaped(String text) {
    return Quoted.visible(text).replace("\\", "\\\\").replace("#", "\\#");
  }

  /** A double-quoted scalar of YAML. */
  private static String quoted(String text) {
    return "\"" + Quoted.visible(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
