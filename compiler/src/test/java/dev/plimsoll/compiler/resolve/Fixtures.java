package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.sources.PolicySource;
import dev.plimsoll.compiler.sources.SourceRoots;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that stand beside what is expected of them. */
final class Fixtures {
  private static final Path ROOT = Path.of("src/test/fixtures");

  private Fixtures() {}

  /** The policies of a folder, sorted by name. */
  static List<Path> in(String folder) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".plimsoll")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceFile source(Path path) {
    return new SourceFile(path.getFileName().toString(), read(path));
  }

  /**
   * Analyses a policy as if it lay in {@code fixtures/roots}, where it finds imports and probes.
   */
  static Analysis analyze(SourceFile file) {
    return PolicyAnalyzer.analyze(around(file), roots());
  }

  static PolicySource around(SourceFile file) {
    return roots().around(ROOT.resolve("roots").resolve(Path.of(file.name()).getFileName()), file);
  }

  static SourceRoots roots() {
    Path folder = ROOT.resolve("roots");
    return SourceRoots.of(List.of(new SourceRoots.SourceRoot(folder, "")), List.of());
  }

  static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares with the file beside the input that has another extension; {@code
   * -Dplimsoll.overwrite=true} writes it instead, but never under {@code CI=true}.
   */
  static void assertExpected(Path input, String extension, String actual) {
    String name = input.getFileName().toString().replace(".plimsoll", extension);
    Path expected = input.resolveSibling(name);
    if (Boolean.getBoolean("plimsoll.overwrite")) {
      assertThat(System.getenv("CI")).as("no expectation is rewritten in CI").isNotEqualTo("true");
      try {
        Files.writeString(expected, actual, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(actual).as(expected.toString()).isEqualTo(read(expected));
  }
}
