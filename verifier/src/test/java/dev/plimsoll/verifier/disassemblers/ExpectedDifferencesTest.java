package dev.plimsoll.verifier.disassemblers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExpectedDifferencesTest {

  private static final Path PAGE = Path.of("../docs/decoding.md");
  private static final String BEFORE = "<!-- differences.tsv -->\n\n";
  private static final String AFTER = "\n<!-- end -->";

  @Test
  void pageListsEveryDifferenceWithWhoIsRight() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEFORE) + BEFORE.length();
    int to = page.indexOf(AFTER, from);
    String expected = ExpectedDifferences.read().text();
    if (Boolean.getBoolean("plimsoll.overwrite") && !"true".equals(System.getenv("CI"))) {
      page = page.substring(0, from) + expected + page.substring(to);
      Files.writeString(PAGE, page);
      to = page.indexOf(AFTER, from);
    }

    assertThat(page.substring(from, to)).isEqualTo(expected);
  }

  @Test
  void everyRowSaysWhoIsRightAndWhy() {
    Set<String> names =
        new TreeSet<>(InstructionSet.all().stream().map(InstructionSet::name).toList());
    for (ExpectedDifferences.Row row : ExpectedDifferences.read().rows()) {
      assertThat(names).as(row.what()).containsAll(row.sets());
      assertThat(row.in()).isIn("", "objects", "random");
      assertThat(row.right()).isIn("here", "there", "both", "neither");
      assertThat(List.of(row.what(), row.why(), row.source())).doesNotContain("");
    }
  }
}
