package dev.plimsoll.compiler.resolve;

import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.SourceRoots;
import dev.plimsoll.dsl.source.SourceFile;
import java.nio.file.Path;
import java.util.List;

/** The source root of the fixtures, which holds imports, probes and records of seals. */
final class Roots {
  static final Path FOLDER = Path.of("src/test/fixtures/roots");
  static final SourceRoots SOURCES =
      SourceRoots.of(List.of(new SourceRoots.SourceRoot(FOLDER, "")), List.of());

  private Roots() {}

  /** A policy as if it lay there. */
  static PolicySource around(SourceFile file) {
    return SOURCES.around(FOLDER.resolve(Path.of(file.name()).getFileName()), file);
  }

  /** Analyses a policy as if it lay there. */
  static Analysis analyze(SourceFile file) {
    return PolicyAnalyzer.analyze(around(file), SOURCES);
  }
}
