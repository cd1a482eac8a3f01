package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every policy that a page or an example shows is one. */
class DocumentedPoliciesTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void pagesShowPoliciesWithoutAFinding() throws IOException {
    List<Path> pages;
    try (var files = Files.walk(ROOT.resolve("docs"))) {
      // The pages of diagnostics show mistakes on purpose; a test of their own holds them.
      pages =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.startsWith(ROOT.resolve("docs/diagnostics")))
              .toList();
    }
    assertThat(pages).isNotEmpty();
    for (Path page : pages) {
      policies(page).forEach(policy -> isAPolicy(page, policy));
    }
  }

  @Test
  void theReadmeShowsThePolicyOfTheExample() throws IOException {
    List<String> shown = policies(ROOT.resolve("README.md"));
    assertThat(shown).isNotEmpty();
    shown.forEach(policy -> isAPolicy(ROOT.resolve("README.md"), policy));
    assertThat(shown.get(0)).isEqualTo(Files.readString(example("quickstart", "archiver")));
  }

  @Test
  void examplesArePolicies() throws IOException {
    for (Path file : List.of(example("quickstart", "archiver"), example("overloaded", "gateway"))) {
      isAPolicy(file, Files.readString(file));
    }
  }

  private static Path example(String name, String policy) {
    return ROOT.resolve("examples/" + name + "/src/main/plimsoll/" + policy + ".plimsoll");
  }

  private static List<String> policies(Path page) throws IOException {
    return Markdown.blocks(Files.readString(page), "plimsoll");
  }

  private static void isAPolicy(Path page, String text) {
    Analysis analysis = Roots.analyze(new SourceFile(page.toString(), text));
    assertThat(DiagnosticPrinter.plain().print(analysis.diagnostics())).isEmpty();
  }
}
