package dev.plimsoll.maven;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.PolicyCompiler;
import dev.plimsoll.compiler.sources.SourceRoots;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  private final Set<Diagnostic> reported = new HashSet<>();

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
   * Compiles a policy. Imports are found in the policy directory, then in {@code
   * META-INF/plimsoll/} of the runtime dependencies.
   */
  final Compilation compile(Path file) throws MojoExecutionException {
    try {
      SourceFile source = new SourceFile(shown(file), PolicyCompiler.read(file).text());
      Path root = policyDirectory.toPath();
      SourceRoots sources =
          SourceRoots.of(List.of(new SourceRoots.SourceRoot(root, shown(root))), dependencies());
      return PolicyCompiler.compile(sources.around(file, source), sources);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** A path in the project, so that messages do not depend on where the project is. */
  private String shown(Path file) {
    Path base = project.getBasedir().toPath();
    return (file.startsWith(base) ? base.relativize(file) : file).toString().replace('\\', '/');
  }

  private List<Path> dependencies() {
    return project.getArtifacts().stream()
        .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
        .filter(artifact -> artifact.getFile() != null && artifact.getFile().exists())
        .map(artifact -> artifact.getFile().toPath())
        .toList();
  }

  /** Logs diagnostics that were not logged before, and answers how many of them are errors. */
  final int report(List<Diagnostic> diagnostics) {
    int errors = 0;
    for (Diagnostic diagnostic : diagnostics) {
      // Several policies may import one file, whose mistakes are told once.
      if (!reported.add(diagnostic)) {
        continue;
      }
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
