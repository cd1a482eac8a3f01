package dev.plimsoll.compiler.expectation;

import dev.plimsoll.dsl.source.SourceFile;
import java.util.List;

/**
 * What came of a policy's tests.
 *
 * @param policy the policy's qualified name
 * @param source the file that declares it
 */
public record TestReport(String policy, SourceFile source, List<TestResult> tests) {
  public TestReport {
    tests = List.copyOf(tests);
  }

  /** How many tests came out so. */
  public long count(TestStatus status) {
    return tests.stream().filter(test -> test.status() == status).count();
  }

  /** Whether every test passed; true without tests. */
  public boolean passed() {
    return count(TestStatus.PASS) == tests.size();
  }
}
