package dev.plimsoll.maven;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.expectation.TestReport;
import dev.plimsoll.compiler.expectation.TestRunner;
import dev.plimsoll.compiler.expectation.TestStatus;
import dev.plimsoll.compiler.expectation.TestText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Runs the test blocks of the project's policies. */
@Mojo(
    name = "test",
    defaultPhase = LifecyclePhase.TEST,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class TestMojo extends PolicyMojo {
  /**
   * Does not run the tests of policies if true.
   *
   * @since 0.1.0
   */
  @Parameter(property = "plimsoll.test.skip", defaultValue = "false")
  private boolean skipPolicyTests;

  /**
   * Does not run any tests if true, as for every other goal that runs tests.
   *
   * @since 0.1.0
   */
  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    if (skipPolicyTests || skipTests) {
      getLog().info("skipped (" + (skipTests ? "skipTests" : "plimsoll.test.skip") + ")");
      return;
    }
    List<TestReport> reports = new ArrayList<>();
    int errors = 0;
    for (Path file : policyFiles()) {
      Compilation compilation = compile(file);
      errors += report(compilation.diagnostics());
      compilation.policy().map(TestRunner::run).ifPresent(reports::add);
    }
    if (errors > 0) {
      throw new MojoFailureException(
          errors + (errors == 1 ? " error" : " errors") + " in the policies; see above");
    }
    reports.stream().flatMap(r -> TestText.failures(r).stream()).forEach(getLog()::error);
    String summary =
        "%d tests of policies: %d passed, %d failed, %d in error"
            .formatted(
                reports.stream().mapToInt(r -> r.tests().size()).sum(),
                count(reports, TestStatus.PASS),
                count(reports, TestStatus.FAIL),
                count(reports, TestStatus.ERROR));
    if (!reports.stream().allMatch(TestReport::passed)) {
      throw new MojoFailureException(summary + "; see above");
    }
    getLog().info(summary);
  }

  private static long count(List<TestReport> reports, TestStatus status) {
    return reports.stream().mapToLong(r -> r.count(status)).sum();
  }
}
