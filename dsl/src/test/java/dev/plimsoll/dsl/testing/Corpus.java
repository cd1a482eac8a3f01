package dev.plimsoll.dsl.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every policy that the project holds: the fixtures of all modules, examples, documents. */
public final class Corpus {
  private static final List<String> PLACES =
      List.of(
          "dsl/src/test/fixtures",
          "compiler/src/test/fixtures",
          "maven-plugin/src/it",
          "examples",
          "benchmarks/src",
          "docs",
          "README.md");

  private Corpus() {}

  /**
   * A policy, or what was meant to be one.
   *
   * @param name the file that holds it
   */
  public record Seed(String name, String text) {}

  /** All of them, sorted by name, so that a random choice is the same on every machine. */
  public static List<Seed> all() throws IOException {
    List<Seed> seeds = new ArrayList<>();
    for (Path file : files()) {
      String name = file.toString().replace('\\', '/');
      String text = Fixtures.read(file);
      if (name.endsWith(".md")) {
        Markdown.blocks(text, "plimsoll").forEach(block -> seeds.add(new Seed(name, block)));
      } else {
        seeds.add(new Seed(name, text));
      }
    }
    return seeds;
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String place : PLACES) {
      try (Stream<Path> found = Files.walk(Path.of("..", place))) {
        found
            .filter(file -> file.toString().matches(".*\\.(md|plimsoll)"))
            .filter(file -> !file.toString().contains("target") && Files.isRegularFile(file))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }
}
