package dev.plimsoll.cli;

import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.compiler.codegen.GeneratedSource;
import dev.plimsoll.compiler.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compile}: policies to Java sources; writes nothing unless all of them are valid. */
@Command(
    name = "compile",
    mixinStandardHelpOptions = true,
    description = "Writes the Java class of each policy.")
final class CompileCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();

  @Option(
      names = "-d",
      paramLabel = "DIR",
      description = "Where the sources go (default: the current folder).")
  private Path directory = Path.of("");

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policies.")
  private List<Path> files = List.of();

  CompileCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, GeneratedSource> sources = new LinkedHashMap<>();
    boolean failed = false;
    boolean unreadable = false;
    for (Path file : files) {
      try {
        Compilation compilation = policies.compile(file, streams.err());
        failed |= compilation.failed();
        if (compilation.source().isPresent()) {
          GeneratedSource source = compilation.source().get();
          if (sources.put(source.path(), source) != null) {
            streams
                .err()
                .println("plimsoll: " + file + ": an earlier file declares the same policy");
            failed = true;
          }
        }
        if (compilation.policy().filter(Policy::isLibrary).isPresent()) {
          streams
              .err()
              .println("plimsoll: " + file + ": names no policy, so no class is made of it");
        }
      } catch (IOException e) {
        streams.err().println("plimsoll: " + Streams.describe(e));
        unreadable = true;
      }
    }
    if (failed || unreadable) {
      return failed ? Exit.USAGE : Exit.UNREADABLE;
    }
    for (GeneratedSource source : sources.values()) {
      Path target = directory.resolve(source.path());
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(target, source.text().getBytes(StandardCharsets.UTF_8));
      streams.out().println(target);
    }
    return Exit.PASS;
  }
}
