package dev.plimsoll.maven;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.verifier.report.VerdictJson;
import dev.plimsoll.verifier.report.VerdictText;
import dev.plimsoll.verifier.scan.ScanOptions;
import dev.plimsoll.verifier.scan.ScanProgress;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.Scanner;
import dev.plimsoll.verifier.verdict.BuildCheck;
import dev.plimsoll.verifier.verdict.FailOn;
import dev.plimsoll.verifier.verdict.Verdict;
import dev.plimsoll.verifier.verdict.VerdictOptions;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Judges every native object of the build, its own and those of its runtime dependencies, by the
 * project's policies.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class CheckMojo extends PolicyMojo {
  /**
   * Does not check if true; {@code generate} still writes classes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "plimsoll.check.skip", defaultValue = "false")
  private boolean skipCheck;

  /**
   * The baseline to judge by. Default: those that have rules; if none has, all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "plimsoll.baseline")
  private @Nullable String baseline;

  /**
   * Which findings fail the build: {@code error}, {@code warning} or {@code never}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "plimsoll.failOn", defaultValue = "error")
  private String failOn = "error";

  /**
   * The date that waivers are held against, ISO 8601. Default: SOURCE_DATE_EPOCH, else the UTC
   * date.
   *
   * @since 0.1.0
   */
  @Parameter(property = "plimsoll.today")
  private @Nullable String today;

  /**
   * Where the reports go: one JSON file per policy and baseline.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "plimsoll.reportDirectory",
      defaultValue = "${project.build.directory}/plimsoll")
  private File reportDirectory = new File("");

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    if (skipCheck) {
      getLog().info("skipped (plimsoll.check.skip)");
      return;
    }
    VerdictOptions options = options();
    List<Policy> policies = policies();
    if (policies.isEmpty()) {
      getLog().info("no policies, so nothing to check");
      return;
    }
    Closure closure = Closure.of(project());
    ScanReport scan =
        Scanner.scan(
            closure.inputs(), ScanOptions.defaults().withFunctions(true), ScanProgress.NONE);
    List<String> broken = new ArrayList<>();
    Set<String> judged = new TreeSet<>();
    for (Policy policy : policies) {
      for (Baseline chosen : policy.toVerify(Optional.ofNullable(baseline))) {
        judged.add(chosen.name());
        Verdict verdict = BuildCheck.check(scan, policy, chosen, options);
        Path report = write(fileName(policy, policies), verdict, closure);
        show(verdict, closure, report);
        if (verdict.breaksBuild()) {
          broken.add(summary(policy, verdict, report));
        }
      }
    }
    if (judged.isEmpty()) {
      throw new MojoExecutionException("no policy has a baseline `" + baseline + "`");
    }
    if (!broken.isEmpty()) {
      throw new MojoFailureException(String.join("\n", broken));
    }
  }

  private VerdictOptions options() throws MojoExecutionException {
    FailOn threshold =
        FailOn.of(failOn)
            .orElseThrow(
                () ->
                    new MojoExecutionException(
                        "plimsoll.failOn is `" + failOn + "`; use error, warning or never"));
    try {
      return new VerdictOptions(
          today == null ? VerdictOptions.defaultToday() : LocalDate.parse(today), threshold);
    } catch (DateTimeParseException e) {
      throw new MojoExecutionException("plimsoll.today is `" + today + "`; use YYYY-MM-DD", e);
    } catch (DateTimeException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private List<Policy> policies() throws MojoExecutionException, MojoFailureException {
    List<Policy> policies = new ArrayList<>();
    int errors = 0;
    for (Path file : policyFiles()) {
      Compilation compilation = compile(file);
      errors += report(compilation.diagnostics());
      compilation.policy().filter(p -> !p.isLibrary()).ifPresent(policies::add);
    }
    if (errors > 0) {
      throw new MojoFailureException(
          errors + (errors == 1 ? " error" : " errors") + " in the policies; see above");
    }
    return policies;
  }

  /** The policy's simple name where it is unique, else its whole one. */
  private static String fileName(Policy policy, List<Policy> all) {
    String simple = policy.simpleName();
    long same = all.stream().filter(other -> other.simpleName().equals(simple)).count();
    return same == 1 ? simple : policy.name();
  }

  private Path write(String policy, Verdict verdict, Closure closure)
      throws MojoExecutionException {
    Path report = reportDirectory.toPath().resolve(policy + "-" + verdict.baseline() + ".json");
    try {
      Files.createDirectories(report.getParent());
      try (OutputStream out = Files.newOutputStream(report)) {
        VerdictJson.write(verdict, closure.trails(), out);
      }
      return report;
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write " + report + ": " + e.getMessage(), e);
    }
  }

  private void show(Verdict verdict, Closure closure, Path report) {
    List<String> lines = VerdictText.print(verdict, closure.trails(), false).lines().toList();
    for (String line : lines) {
      if (verdict.breaksBuild()) {
        getLog().error(line);
      } else if (verdict.warningCount() + verdict.errorCount() > 0) {
        getLog().warn(line);
      } else {
        getLog().info(line);
      }
    }
    getLog().info("report: " + report);
  }

  private static String summary(Policy policy, Verdict verdict, Path report) {
    StringBuilder text = new StringBuilder();
    text.append(policy.name())
        .append(", baseline ")
        .append(verdict.baseline())
        .append(": ")
        .append(verdict.errorCount())
        .append(" errors, ")
        .append(verdict.warningCount())
        .append(" warnings");
    verdict.findings().stream()
        .limit(3)
        .forEach(finding -> text.append("\n  ").append(finding.message()));
    return text.append("\n  all of it: ").append(report).toString();
  }
}
