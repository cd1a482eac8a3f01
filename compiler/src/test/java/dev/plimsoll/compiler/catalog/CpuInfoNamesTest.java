package dev.plimsoll.compiler.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Looks up what real machines show in /proc/cpuinfo. */
class CpuInfoNamesTest {
  @Test
  void everyFlagOfAnEpycGuestIsAFeature() throws IOException {
    Architecture x86 = IsaCatalog.load().architecture("x86_64").orElseThrow();
    assertThat(names("cpuinfo-x86_64-epyc.txt"))
        .hasSizeGreaterThan(100)
        .allSatisfy(flag -> assertThat(x86.feature(flag)).as(flag).isPresent());
    FeatureSet host =
        x86.set(
            names("cpuinfo-x86_64-epyc.txt").stream()
                .map(f -> x86.feature(f).orElseThrow())
                .toList());
    assertThat(host.containsAll(x86.level("x86-64-v4").orElseThrow().set())).isTrue();
    assertThat(host.features())
        .as("a real machine's flags are closed under prerequisites")
        .allSatisfy(f -> assertThat(f.shownAs()).as(f.name()).isNotEmpty())
        .hasSize(
            (int)
                names("cpuinfo-x86_64-epyc.txt").stream()
                    .map(f -> x86.feature(f).orElseThrow())
                    .distinct()
                    .count());
  }

  @Test
  void everyFeatureOfArmServersIsAFeature() throws IOException {
    Architecture arm = IsaCatalog.load().architecture("aarch64").orElseThrow();
    try (InputStream in = CpuInfoNamesTest.class.getResourceAsStream("cpuinfo-aarch64.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      List<String> lines = text.lines().skip(1).toList();
      assertThat(lines).isNotEmpty();
      for (String line : lines) {
        String[] cells = line.split("\t");
        List<Feature> shown =
            List.of(cells[1].split(" ")).stream().map(n -> arm.feature(n).orElseThrow()).toList();
        assertThat(arm.set(shown).beyond(arm.emptySet()))
            .as("%s's features are closed under prerequisites", cells[0])
            .containsExactlyInAnyOrderElementsOf(shown.stream().distinct().toList());
      }
    }
  }

  private static List<String> names(String resource) throws IOException {
    try (InputStream in = CpuInfoNamesTest.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return List.of(text.strip().split("\\s+"));
    }
  }
}
