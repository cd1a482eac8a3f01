package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The runtime has no catalogue; what it knows of ISA strings must be what the catalogue says. */
class IsaStringHoldsTest {
  private static final Architecture RISCV = IsaCatalog.load().architecture("riscv64").orElseThrow();

  /** An abbreviation, not a feature. */
  private static final String GENERAL = "g";

  @Test
  void everyRowFollowsFromTheCatalogue() throws IOException {
    rows()
        .forEach(
            (together, held) -> {
              List<Feature> listed =
                  together.stream()
                      .filter(name -> !name.equals(GENERAL))
                      .map(name -> RISCV.feature(name).orElseThrow())
                      .toList();
              FeatureSet implied = RISCV.set(listed).plus(RISCV.baseSet());
              assertThat(held).as("%s", together).allMatch(implied::contains);
            });
  }

  @Test
  void everyPrerequisiteOfAnExtensionHasItsRow() throws IOException {
    Map<Set<String>, Set<String>> rows = rows();
    for (Feature feature : RISCV.features()) {
      boolean written = !feature.name().startsWith("x") && !feature.name().startsWith("s");
      if (written && !feature.prerequisites().isEmpty()) {
        Set<String> held = new TreeSet<>();
        rows.forEach(
            (together, more) -> {
              if (together.contains(feature.name())) {
                held.addAll(more);
              }
            });
        assertThat(held).as(feature.name()).containsAll(feature.prerequisites());
      }
    }
  }

  private static Map<Set<String>, Set<String>> rows() throws IOException {
    try (InputStream in = Host.class.getResourceAsStream("riscv64-holds.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .collect(Collectors.toMap(c -> names(c[0]), c -> names(c[1])));
    }
  }

  private static Set<String> names(String list) {
    return new TreeSet<>(List.of(list.split(",", -1)));
  }
}
