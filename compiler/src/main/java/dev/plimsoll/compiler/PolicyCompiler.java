package dev.plimsoll.compiler;

import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.resolve.Analysis;
import dev.plimsoll.compiler.resolve.ClassLimits;
import dev.plimsoll.compiler.resolve.PolicyAnalyzer;
import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.PolicySources;
import dev.plimsoll.compiler.sources.SourceRoots;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Compiles policies. Stateless; the same text gives the same result on every machine. */
public final class PolicyCompiler {
  /** A policy file larger than this many bytes is refused. */
  public static final int LARGEST_FILE = (int) SourceRoots.LARGEST_FILE;

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
    // A pipe or a device does not tell how large it is.
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST_FILE + 1);
    }
    if (bytes.length > LARGEST_FILE) {
      throw new IOException(
          file + ": is larger than " + (LARGEST_FILE >> 20) + " MiB, which no policy needs");
    }
    // INVARIANT: decoding with replacement never throws, whatever the bytes are.
    return new SourceFile(
        file.toString().replace('\\', '/'), new String(bytes, StandardCharsets.UTF_8));
  }

  /** Compiles a policy that imports nothing and names no probe. */
  public static Compilation compile(SourceFile file) {
    return compile(PolicySource.alone(file), PolicySources.NONE);
  }

  /** The meaning of a policy and its diagnostics. */
  public static Compilation compile(PolicySource source, PolicySources sources) {
    Analysis analysis = PolicyAnalyzer.analyze(source, sources);
    List<Diagnostic> diagnostics = new ArrayList<>(analysis.diagnostics());
    Optional<Policy> withClass = analysis.policy().filter(p -> !p.isLibrary());
    withClass.map(ClassLimits::check).ifPresent(diagnostics::addAll);
    Collections.sort(diagnostics);
    boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
    return new Compilation(failed ? Optional.empty() : analysis.policy(), diagnostics);
  }
}
