package dev.plimsoll.compiler.knob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.CatalogTable;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.catalog.KnobComponent;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Residual;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about knobs says what the table says. */
class KnobsPageTest {
  private static final Path PAGE = Path.of("../docs/knobs.md");
  private static final String BEGIN = "<!-- components -->\n";
  private static final String END = "<!-- end of components -->\n";
  private static final KnobCatalog CATALOG = KnobCatalog.load();
  private static final Set<String> SHOWN = Set.of("x86_64", "aarch64");

  @Test
  void theComponentsAreThoseOfTheTable() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("plimsoll.overwrite")) {
      assertThat(System.getenv("CI")).isNotEqualTo("true");
      page = page.substring(0, begin) + table() + page.substring(end);
      Files.writeString(PAGE, page, StandardCharsets.UTF_8);
      end = page.indexOf(END);
    }
    assertThat(page.substring(begin, end)).isEqualTo(table());
  }

  @Test
  void everyReasonEvidenceAndColumnIsExplained() throws IOException {
    String page = Files.readString(PAGE);
    for (Residual.Reason reason : Residual.Reason.values()) {
      assertThat(page).contains("`" + reason.title() + "`");
    }
    for (Evidence evidence : Evidence.values()) {
      assertThat(page).contains("`" + evidence.title() + "`");
    }
    CatalogTable.of(CatalogTable.Kind.KNOBS, List.of()).columns().stream()
        .map(CatalogTable.Column::name)
        .filter(name -> !Set.of("arch", "note", "source").contains(name))
        .forEach(name -> assertThat(page).contains("`" + name + "`"));
  }

  private static String table() {
    return "| component | what | x86_64 | aarch64 | others |\n|---|---|---|---|---|\n"
        + CATALOG.components().stream().map(KnobsPageTest::line).collect(Collectors.joining());
  }

  private static String line(KnobComponent component) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (Architecture architecture : IsaCatalog.load().architectures()) {
      cells.put(architecture.name(), cell(component, architecture));
    }
    String others =
        cells.entrySet().stream()
            .filter(e -> !SHOWN.contains(e.getKey()) && !e.getValue().isEmpty())
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining("; "));
    return Stream.of(
            "`" + component.name() + "`",
            component.title(),
            cells.get("x86_64"),
            cells.get("aarch64"),
            others)
        .map(cell -> cell + " |")
        .collect(Collectors.joining(" ", "| ", "\n"));
  }

  /** What the newest record of each slot says. */
  private static String cell(KnobComponent component, Architecture architecture) {
    Map<String, Knob> newest = new LinkedHashMap<>();
    CATALOG
        .of(component.name(), architecture)
        .forEach(knob -> newest.merge(knob.slot(), knob, (old, now) -> now));
    return newest.values().stream()
        .map(KnobsPageTest::means)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String means(Knob knob) {
    return switch (knob.kind()) {
      case SETTING -> "`" + Settings.how(knob) + "` (" + knob.evidence().title() + ")";
      case WORDS -> "the words (" + knob.evidence().title() + ")";
      case NONE -> knob.switches().isEmpty() ? "none needed" : "no knob";
      case OUTSIDE -> "outside of a process";
    };
  }
}
