package dev.plimsoll.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingCodeTest {
  private static final Path PAGES = Path.of("..", "docs", "diagnostics");

  @ParameterizedTest
  @EnumSource
  void hasAPageWithAnExampleAndAMend(FindingCode code) throws IOException {
    String page = Files.readString(PAGES.resolve(code.id() + ".md"));

    assertThat(page)
        .startsWith("# " + code.id() + " " + code.title() + "\n")
        .contains("[" + code.id() + "]: " + code.title() + "\n", "**Mend.**");
  }

  @Test
  void areAllTheBuildFindingsThatHaveAPage() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(
              pages.map(page -> page.getFileName().toString()).filter(p -> p.startsWith("PLM-3")))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(FindingCode.values()).map(code -> code.id() + ".md").toList());
    }
  }

  @Test
  void haveTheirDefaultsInTheManual() throws IOException {
    String manual = Files.readString(Path.of("..", "docs", "verdict.md"));

    assertThat(Stream.of("dispatch", "hint", "missing-architecture", "not-analysed"))
        .allSatisfy(
            family ->
                assertThat(manual)
                    .containsPattern(
                        "`" + family + "` \\| `" + RuleDefault.of(family).text().split(" ", 2)[0]));
  }
}
