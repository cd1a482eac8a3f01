package dev.plimsoll.cli;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.codegen.GeneratedSource;
import dev.plimsoll.compiler.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code compile}: policies to Java sources; writes nothing unless all of them are valid. */
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    description = "Writes the Java class of each policy.")
final class CompileCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();
  @Mixin private PolicyFiles files = new PolicyFiles();

  @Option(
      names = "-d",
      paramLabel = "DIR",
      description = "Where the sources go (default: the current folder).")
  private Path directory = Path.of("");

  CompileCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, GeneratedSource> sources = new LinkedHashMap<>();
    files.each(streams.err(), file -> compile(file, sources));
    if (files.failed()) {
      return files.exit(Exit.PASS);
    }
    for (GeneratedSource source : sources.values()) {
      Path target = directory.resolve(source.path());
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(target, source.text().getBytes(StandardCharsets.UTF_8));
      streams.out().println(target);
    }
    return Exit.PASS;
  }

  private void compile(Path file, Map<String, GeneratedSource> sources) throws IOException {
    Compilation compilation = policies.compile(file, streams.err());
    if (compilation.failed()) {
      files.invalid();
    }
    if (compilation.source().isPresent()) {
      GeneratedSource source = compilation.source().get();
      if (sources.put(source.path(), source) != null) {
        streams.err().println("plimsoll: " + file + ": an earlier file declares the same policy");
        files.invalid();
      }
    }
    if (compilation.policy().filter(Policy::isLibrary).isPresent()) {
      streams.err().println("plimsoll: " + file + ": names no policy, so no class is made of it");
    }
  }
}
