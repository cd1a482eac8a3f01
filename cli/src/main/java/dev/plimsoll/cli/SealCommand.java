package dev.plimsoll.cli;

import dev.plimsoll.compiler.PolicySealer;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.SourceRoots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code seal}: writes seals in place; writes nothing unless all policies are valid. */
@Command(
    name = "seal",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the seals of baselines into the policies, and what they stand for into",
      "a file beside each (NAME.plimsoll.seal)."
    })
final class SealCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();

  @Option(
      names = "--baseline",
      paramLabel = "B",
      description =
          "Seals this baseline; repeatable (default: those that are sealed, or all if none is).")
  private Set<String> only = new TreeSet<>();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policies.")
  private List<Path> files = List.of();

  SealCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Map<Path, PolicySealer.Sealing> sealings = new LinkedHashMap<>();
    boolean failed = false;
    Set<String> unknown = new HashSet<>(only);
    for (Path file : files) {
      PolicySource source = policies.source(file);
      byte[] bytes = Files.readAllBytes(file);
      if (!Arrays.equals(bytes, bytes(source.file().text()))) {
        throw new IOException(file + ": is not UTF-8, so that writing it would change it");
      }
      PolicySealer.Sealing sealing = PolicySealer.seal(source, policies.sources(file), only);
      PolicyOptions.print(sealing.diagnostics(), streams.err());
      failed |= sealing.text().isEmpty();
      sealing.sealed().forEach(unknown::remove);
      sealings.put(file, sealing);
    }
    if (!failed && !unknown.isEmpty()) {
      streams.err().println("plimsoll: no baseline " + String.join(", ", new TreeSet<>(unknown)));
    }
    if (failed || !unknown.isEmpty()) {
      return Exit.USAGE;
    }
    for (Map.Entry<Path, PolicySealer.Sealing> entry : sealings.entrySet()) {
      write(entry.getKey(), entry.getValue());
    }
    return Exit.PASS;
  }

  /** The record first: a seal without one could not tell what differs. */
  private void write(Path file, PolicySealer.Sealing sealing) throws IOException {
    if (sealing.record().isPresent()) {
      Path beside = file.resolveSibling(file.getFileName() + SourceRoots.SEAL_EXTENSION);
      writeIfNew(beside, sealing.record().get());
    }
    String what = writeIfNew(file, sealing.text().orElseThrow()) ? "sealed" : "unchanged";
    streams.out().println(file + ": " + what + ": " + String.join(", ", sealing.sealed()));
  }

  private static boolean writeIfNew(Path file, String text) throws IOException {
    byte[] bytes = bytes(text);
    boolean differs = !Files.exists(file) || !Arrays.equals(bytes, Files.readAllBytes(file));
    if (differs && Files.exists(file)) {
      FileReplacement.write(file, bytes);
    } else if (differs) {
      Files.write(file, bytes);
    }
    return differs;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
