package dev.plimsoll.compiler.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"aarch64", "riscv64", "loongarch64"})
  void whatMachinesShowAreFeaturesWithAllThatTheyNeed(String name) throws IOException {
    Architecture architecture = IsaCatalog.load().architecture(name).orElseThrow();
    for (String[] machine : machines("cpuinfo-" + name + ".tsv")) {
      List<Feature> shown = shown(architecture, machine);
      assertThat(architecture.set(shown).features())
          .as("%s's features are closed under prerequisites that Linux shows", machine[0])
          .filteredOn(f -> !f.shownAs().isEmpty())
          .containsExactlyInAnyOrderElementsOf(shown);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"riscv64", "loongarch64"})
  void aMachineShowsNothingToProgramsThatItsModelCannotHave(String name) throws IOException {
    Architecture architecture = IsaCatalog.load().architecture(name).orElseThrow();
    for (String[] machine : machines("cpuinfo-" + name + ".tsv")) {
      CpuModel model = architecture.cpu(machine[0]).orElseThrow();
      assertThat(shown(architecture, machine))
          .filteredOn(f -> f.kind() == Feature.Kind.USER)
          .allMatch(model.possible()::contains, "possible in " + machine[0]);
    }
  }

  private static List<Feature> shown(Architecture architecture, String[] machine) {
    return Stream.of(machine[1].split(" "))
        .map(n -> architecture.feature(n).orElseThrow())
        .distinct()
        .toList();
  }

  private static List<String[]> machines(String resource) throws IOException {
    try (InputStream in = CpuInfoNamesTest.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      List<String[]> machines = text.lines().skip(1).map(line -> line.split("\t")).toList();
      assertThat(machines).isNotEmpty();
      return machines;
    }
  }

  private static List<String> names(String resource) throws IOException {
    try (InputStream in = CpuInfoNamesTest.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return List.of(text.strip().split("\\s+"));
    }
  }
}
