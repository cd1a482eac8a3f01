package dev.plimsoll.maven;

import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What the goals that read policies have in common. */
abstract class PolicyMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project = new MavenProject();

  /**
   * Does nothing if true.
   *
   * @since 0.1.0
   */
  @Parameter(property = "plimsoll.skip", defaultValue = "false")
  private boolean skip;

  /**
   * Where the policies are: every {@code *.plimsoll} file below it.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "plimsoll.policyDirectory",
      defaultValue = "${project.basedir}/src/main/plimsoll")
  private File policyDirectory = new File("");

  abstract void run() throws MojoExecutionException, MojoFailureException;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("skipped (plimsoll.skip)");
    } else if (project.getPackaging().equals("pom")) {
      getLog().info("a project of packaging pom has nothing to check");
    } else {
      run();
    }
  }

  final MavenProject project() {
    return project;
  }

  final List<Path> policyFiles() throws MojoExecutionException {
    Path root = policyDirectory.toPath();
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".plimsoll"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read " + root + ": " + e, e);
    }
  }

  /**
   * Reads a policy under its path in the project, so that messages do not depend on where it is.
   */
  final SourceFile read(Path file) throws MojoExecutionException {
    try {
      String text = PolicyCompiler.read(file).text();
      Path base = project.getBasedir().toPath();
      Path shown = file.startsWith(base) ? base.relativize(file) : file;
      return new SourceFile(shown.toString().replace('\\', '/'), text);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Logs diagnostics and answers how many of them are errors. */
  final int report(List<Diagnostic> diagnostics) {
    int errors = 0;
    for (Diagnostic diagnostic : diagnostics) {
      String text = DiagnosticPrinter.plain().print(diagnostic).stripTrailing();
      if (diagnostic.isError()) {
        errors++;
        getLog().error(text);
      } else {
        getLog().warn(text);
      }
    }
    return errors;
  }
}
