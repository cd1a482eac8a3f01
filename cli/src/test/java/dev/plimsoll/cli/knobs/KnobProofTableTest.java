package dev.plimsoll.cli.knobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.KnobCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was seen when the proofs last ran is what the proofs and the documentation say. */
class KnobProofTableTest {
  private static final Path FOLDER = Path.of("src/test/knobs");

  @Test
  void everyProofWasSeenToHold() {
    List<Proof> proofs = Proof.table(FOLDER.resolve("proofs.tsv"));
    List<Map<String, String>> seen = Table.read(FOLDER.resolve("seen.tsv"));
    assertThat(seen)
        .extracting(row -> row.get("name"))
        .containsExactlyElementsOf(proofs.stream().map(Proof::name).toList());
    for (int i = 0; i < proofs.size(); i++) {
      proofs.get(i).expect(cell(seen.get(i), "without"), cell(seen.get(i), "with"), "seen");
    }
  }

  @Test
  void everyProofIsOfAComponentThatTheKnobTableHas() {
    for (Proof proof : Proof.table(FOLDER.resolve("proofs.tsv"))) {
      for (String component : proof.components().keySet()) {
        assertThat(KnobCatalog.load().component(component)).as(component).isPresent();
      }
    }
  }

  @Test
  void theDocumentationShowsWhatWasSeen() throws Exception {
    String page = Files.readString(Path.of("../docs/knob-proofs.md"));
    for (Map<String, String> row : Table.read(FOLDER.resolve("seen.tsv"))) {
      assertThat(page)
          .contains(
              String.join(
                  " | ",
                  "| " + cell(row, "components"),
                  cell(row, "architecture"),
                  cell(row, "level"),
                  cell(row, "withheld"),
                  cell(row, "without"),
                  cell(row, "with") + " |"));
    }
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }
}
