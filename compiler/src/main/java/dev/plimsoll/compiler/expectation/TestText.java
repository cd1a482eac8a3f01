package dev.plimsoll.compiler.expectation;

import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Says for a person what failed: each line that decided stands with its place. */
public final class TestText {
  private TestText() {}

  /** What failed, in lines; empty if all passed. */
  public static List<String> failures(TestReport report) {
    List<String> lines = new ArrayList<>();
    for (TestResult test : report.tests()) {
      for (ExpectationResult result : test.expectations()) {
        if (result.status() != TestStatus.PASS) {
          add(lines, report.source(), test, result);
        }
      }
    }
    return lines;
  }

  private static void add(
      List<String> lines, SourceFile source, TestResult test, ExpectationResult result) {
    lines.add(
        "%s: \"%s\" %s: %s"
            .formatted(
                place(source, result.span()),
                Quoted.visible(test.title()),
                result.status() == TestStatus.FAIL ? "failed" : "is in error",
                Quoted.visible(result.text())));
    lines.add("  expected " + result.expected());
    lines.add("  actual   " + result.actual());
    for (Reason reason : result.reasons()) {
      lines.add("  " + Quoted.visible(reason.toString()));
      lines.add("      " + Quoted.visible(quote(reason)));
    }
  }

  private static String quote(Reason reason) {
    return reason.file().line(reason.position().line()).strip();
  }

  private static String place(SourceFile source, Span span) {
    return Quoted.visible(source.name()) + ":" + source.position(span.offset());
  }
}
