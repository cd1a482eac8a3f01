package dev.plimsoll.maven;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.codegen.GeneratedSource;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes the Java class of every policy and adds it to what the project compiles. Of a file that
 * names no policy, which is there to be imported, no class is made.
 */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.GENERATE_SOURCES,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class GenerateMojo extends PolicyMojo {
  /**
   * Where the Java sources go. The folder belongs to this goal: files that no policy makes any more
   * are deleted from it, and so are the classes that were compiled from them.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "plimsoll.outputDirectory",
      defaultValue = "${project.build.directory}/generated-sources/plimsoll")
  private File outputDirectory = new File("");

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    Map<String, GeneratedSource> sources = new TreeMap<>();
    List<Path> files = policyFiles();
    int errors = 0;
    for (Path file : files) {
      Compilation compilation = compile(file);
      errors += report(compilation.diagnostics());
      if (compilation.source().isPresent()) {
        GeneratedSource generated = compilation.source().get();
        if (sources.put(generated.path(), generated) != null) {
          getLog().error(file + ": an earlier file declares a policy of the same name");
          errors++;
        }
      }
    }
    if (errors > 0) {
      throw new MojoFailureException(
          errors + (errors == 1 ? " error" : " errors") + " in the policies; see above");
    }
    try {
      int written = write(sources);
      getLog().info("policies: " + files.size() + ", classes written: " + written);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write to " + outputDirectory + ": " + e, e);
    }
    if (!sources.isEmpty()) {
      project().addCompileSourceRoot(outputDirectory.getAbsolutePath());
    }
  }

  /** Leaves files that would not change alone, so that nothing is compiled again for nothing. */
  private int write(Map<String, GeneratedSource> sources) throws IOException {
    Path root = outputDirectory.toPath();
    int written = 0;
    Set<Path> wanted = new HashSet<>();
    for (GeneratedSource source : sources.values()) {
      Path target = root.resolve(source.path());
      wanted.add(target);
      byte[] bytes = source.text().getBytes(StandardCharsets.UTF_8);
      if (!Files.exists(target) || !Arrays.equals(bytes, Files.readAllBytes(target))) {
        Files.createDirectories(target.getParent());
        Files.write(target, bytes);
        written++;
      }
    }
    if (Files.isDirectory(root)) {
      List<Path> stale = new ArrayList<>();
      try (var found = Files.walk(root)) {
        found.filter(Files::isRegularFile).filter(f -> !wanted.contains(f)).forEach(stale::add);
      }
      for (Path file : stale) {
        Files.delete(file);
        deleteClasses(root.relativize(file));
      }
    }
    return written;
  }

  /** The compiler deletes no class where nothing is left to compile. */
  private void deleteClasses(Path source) throws IOException {
    Path folder = Path.of(project().getBuild().getOutputDirectory()).resolve(source).getParent();
    String type = source.getFileName().toString().replaceFirst("\\.java$", "");
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try (var classes = Files.newDirectoryStream(folder, type + "{,$*}.class")) {
      for (Path file : classes) {
        Files.delete(file);
      }
    }
  }
}
