package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.resolve.PolicyCode;
import dev.plimsoll.dsl.parser.SyntaxCode;
import dev.plimsoll.verifier.verdict.FindingCode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosticPagesTest {

  @Test
  void everyCodeComesWithItsPage() throws IOException {
    List<String> codes =
        Stream.of(
                Stream.of(SyntaxCode.values()).map(c -> c.code().id()),
                Stream.of(PolicyCode.values()).map(c -> c.code().id()),
                Stream.of(FindingCode.values()).map(FindingCode::id))
            .flatMap(s -> s)
            .toList();
    assertThat(DiagnosticPages.codes()).containsAll(codes);
    for (String code : DiagnosticPages.codes()) {
      assertThat(DiagnosticPages.page(code).orElseThrow()).startsWith("# " + code + " ");
    }
  }

  @Test
  void aCodeMayBeAbbreviated() throws IOException {
    assertThat(DiagnosticPages.page("plm-201")).isEqualTo(DiagnosticPages.page("PLM-201"));
    assertThat(DiagnosticPages.page("201")).isEqualTo(DiagnosticPages.page("PLM-201"));
  }

  @Test
  void theNearestCodesAreThoseWithTheNearestNumbers() throws IOException {
    assertThat(DiagnosticPages.page("PLM-100")).isEmpty();
    assertThat(DiagnosticPages.nearest("PLM-100")).containsExactly("PLM-101", "PLM-102", "PLM-103");
    assertThat(DiagnosticPages.page("../PLM-101")).isEmpty();
    assertThat(DiagnosticPages.nearest("../x")).containsExactly("PLM-101", "PLM-102", "PLM-103");
  }

  @Test
  void aPageIsReadableWithoutItsMarks() {
    String page =
        """
        # PLM-1 Title

        Some `code`, a [link](x.md) and **Strong** words.

        ```plimsoll
        a **b** [c](d)

        # e
        ```
        ```text
        drawn
        ```

        **Mend.** Do.
        """;
    assertThat(PlainText.of(page))
        .isEqualTo(
            """
            PLM-1 Title

            Some `code`, a link and Strong words.

                a **b** [c](d)

                # e

                drawn

            Mend. Do.
            """);
  }
}
