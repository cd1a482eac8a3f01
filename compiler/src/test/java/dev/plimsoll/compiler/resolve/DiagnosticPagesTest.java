package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.DiagnosticCode;
import dev.plimsoll.dsl.diagnostic.DiagnosticPrinter;
import dev.plimsoll.dsl.parser.SyntaxCode;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.testing.Markdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code has a page; the mistake that it shows is one, and its mend is none. */
class DiagnosticPagesTest {
  private static final Path PAGES = Path.of("../docs/diagnostics");

  /** Codes whose example would be too long to print. */
  private static final Set<String> TOO_LONG =
      Set.of("PLM-112", "PLM-113", "PLM-114", "PLM-223", "PLM-234", "PLM-244");

  static Stream<DiagnosticCode> codes() {
    return Stream.concat(
        Stream.of(SyntaxCode.values()).map(SyntaxCode::code),
        Stream.of(PolicyCode.values()).map(PolicyCode::code));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void showsTheMistakeItsMessageAndTheMend(DiagnosticCode code) throws IOException {
    Path page = PAGES.resolve(code.id() + ".md");
    assertThat(page).exists();
    String text = Files.readString(page);
    assertThat(text)
        .startsWith("# " + code.id() + " " + code.title() + "\n\n")
        .contains("**Mend.**");
    List<String> examples = Markdown.blocks(text, "plimsoll");
    if (!TOO_LONG.contains(code.id())) {
      assertThat(examples).hasSize(2);
      List<Diagnostic> found = analyze(page, examples.get(0));
      assertThat(found).extracting(Diagnostic::code).containsExactly(code);
      assertThat(analyze(page, examples.get(1))).isEmpty();
      String drawn = DiagnosticPrinter.plain().print(found);
      if (Boolean.getBoolean("plimsoll.overwrite")) {
        assertThat(System.getenv("CI")).isNotEqualTo("true");
        text = Markdown.withBlock(text, "text", drawn);
        Files.writeString(page, text, StandardCharsets.UTF_8);
      }
      assertThat(Markdown.blocks(text, "text")).containsExactly(drawn);
    }
  }

  @Test
  void noPageIsWithoutACode() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(p -> p.getFileName().toString()).filter(n -> n.matches("PLM-[12].*")))
          .containsExactlyInAnyOrderElementsOf(codes().map(c -> c.id() + ".md").toList());
    }
  }

  @Test
  void codesAreUnique() {
    assertThat(codes().map(DiagnosticCode::id)).doesNotHaveDuplicates();
  }

  private static List<Diagnostic> analyze(Path page, String text) {
    String name = page.getFileName().toString().replace(".md", ".plimsoll");
    return Roots.analyze(new SourceFile(name, text)).diagnostics();
  }
}
