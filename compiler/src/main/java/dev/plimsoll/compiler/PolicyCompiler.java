package dev.plimsoll.compiler;

import dev.plimsoll.compiler.codegen.PolicyClassGenerator;
import dev.plimsoll.compiler.resolve.Analysis;
import dev.plimsoll.compiler.resolve.PolicyAnalyzer;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.PolicySources;
import dev.plimsoll.compiler.sources.SourceRoots;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compiles policies. Stateless; the same text gives the same result on every machine. */
public final class PolicyCompiler {
  private PolicyCompiler() {}

  /**
   * Reads a policy's text. Bytes that are no UTF-8 become U+FFFD, which the compiler then reports
   * at its place.
   *
   * @throws IOException if the file cannot be read or is larger than {@link
   *     SourceRoots#LARGEST_FILE}
   */
  public static SourceFile read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, not a policy");
    }
    if (Files.size(file) > SourceRoots.LARGEST_FILE) {
      throw new IOException(
          file
              + ": is larger than "
              + (SourceRoots.LARGEST_FILE >> 20)
              + " MiB, which no policy needs");
    }
    // INVARIANT: decoding with replacement never throws, whatever the bytes are.
    return new SourceFile(
        file.toString().replace('\\', '/'),
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  /** Compiles a policy that imports nothing and names no probe. */
  public static Compilation compile(SourceFile file) {
    return compile(PolicySource.alone(file), PolicySources.NONE);
  }

  /** The meaning of a policy, its diagnostics and, if none is an error, its class. */
  public static Compilation compile(PolicySource source, PolicySources sources) {
    Analysis analysis = PolicyAnalyzer.analyze(source, sources);
    return new Compilation(
        analysis.policy(),
        analysis.policy().filter(p -> !p.isLibrary()).map(PolicyClassGenerator::generate),
        analysis.diagnostics());
  }
}
