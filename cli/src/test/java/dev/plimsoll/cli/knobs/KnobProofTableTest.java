package dev.plimsoll.cli.knobs;

import static dev.plimsoll.cli.knobs.Table.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.catalog.KnobComponent;
import dev.plimsoll.compiler.catalog.KnobProof;
import dev.plimsoll.runtime.knob.Evidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was seen when the proofs last ran is what the proofs and the documentation say. */
class KnobProofTableTest {
  private static final Path FOLDER = Path.of("src/test/knobs");

  private static final Set<String> REASONS =
      Set.of("outside", "no package", "nothing to choose", "built in");

  private static final String RUN = "mvn -Pknobs: ";

  @Test
  void everyProofWasSeenToHold() {
    List<Proof> proofs = Proof.table(FOLDER.resolve("proofs.tsv"));
    List<Map<String, String>> seen = Table.read(FOLDER.resolve("seen.tsv"));
    assertThat(seen)
        .extracting(row -> cell(row, "name"))
        .containsExactlyElementsOf(proofs.stream().map(Proof::name).toList());
    for (int i = 0; i < proofs.size(); i++) {
      proofs.get(i).expect(cell(seen.get(i), "without"), cell(seen.get(i), "with"), "seen");
    }
  }

  @Test
  void everyComponentHasAProofOrAReasonToHaveNone() {
    Set<String> proved =
        Proof.table(FOLDER.resolve("proofs.tsv")).stream()
            .flatMap(proof -> proof.components().keySet().stream())
            .collect(Collectors.toSet());
    List<Map<String, String>> reasons = Table.read(FOLDER.resolve("reasons.tsv"));
    assertThat(Stream.concat(proved.stream(), reasons.stream().map(row -> cell(row, "component"))))
        .as("every component, once")
        .containsExactlyInAnyOrderElementsOf(
            KnobCatalog.load().components().stream().map(KnobComponent::name).toList());
    assertThat(reasons)
        .allSatisfy(
            row -> {
              assertThat(REASONS).contains(cell(row, "reason"));
              assertThat(cell(row, "why")).isNotBlank();
              assertThat(cell(row, "reason").equals("outside"))
                  .as(cell(row, "component"))
                  .isEqualTo(isOutside(cell(row, "component")));
            });
  }

  private static boolean isOutside(String component) {
    return IsaCatalog.load().architectures().stream()
        .flatMap(architecture -> KnobCatalog.load().of(component, architecture).stream())
        .allMatch(knob -> knob.kind() == Knob.Kind.OUTSIDE);
  }

  /** What a row proves of one record alone is in the catalogue, and nothing else says it is. */
  @Test
  void theCatalogueHasWhatWasSeen() {
    List<String> shown = new ArrayList<>();
    for (Map<String, String> row : Table.read(FOLDER.resolve("seen.tsv"))) {
      Evidence level = Proof.level(row);
      boolean alone = !cell(row, "records").isEmpty() && !cell(row, "records").contains(" ");
      boolean gone = cell(row, "with").equals("none") && !cell(row, "without").equals("none");
      if (level.enforces() && alone && gone) {
        shown.add(
            String.join(
                "|",
                cell(row, "records"),
                cell(row, "architecture"),
                cell(row, "components").replaceFirst(".* ", ""),
                String.join(",", new TreeSet<>(Table.words(cell(row, "without")))),
                level.title(),
                RUN + cell(row, "name")));
      }
    }
    List<String> said = new ArrayList<>();
    for (Architecture architecture : IsaCatalog.load().architectures()) {
      for (Knob knob : KnobCatalog.load().on(architecture)) {
        for (KnobProof proof : knob.proofs()) {
          if (proof.command().startsWith(RUN) && proof.with().equals("none")) {
            said.add(
                String.join(
                    "|",
                    knob.id(),
                    architecture.name(),
                    proof.version(),
                    String.join(",", new TreeSet<>(proof.features())),
                    proof.level().title(),
                    proof.command()));
          }
        }
      }
    }
    said.removeIf(line -> line.contains("|" + Evidence.REPORT.title() + "|"));
    assertThat(said).containsExactlyInAnyOrderElementsOf(shown);
  }

  /** Strongest evidence first, and nothing besides. */
  @Test
  void theDocumentationShowsWhatWasSeen() throws Exception {
    List<String> shown = new ArrayList<>();
    for (Map<String, String> row : Table.read(FOLDER.resolve("reasons.tsv"))) {
      shown.add(line("`" + cell(row, "component") + "`", cell(row, "reason"), cell(row, "why")));
    }
    Table.read(FOLDER.resolve("seen.tsv")).stream()
        .sorted(Comparator.comparing(Proof::level, Comparator.reverseOrder()))
        .map(
            row ->
                line(
                    cell(row, "components"),
                    cell(row, "architecture"),
                    cell(row, "level"),
                    cell(row, "withheld"),
                    cell(row, "without"),
                    cell(row, "with")))
        .forEach(shown::add);
    assertThat(Files.readAllLines(Path.of("../docs/knob-proofs.md")))
        .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| component |"))
        .containsExactlyElementsOf(shown);
  }

  private static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
