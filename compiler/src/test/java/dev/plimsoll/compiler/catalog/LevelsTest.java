package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What levels hold, and since which of them a feature exists. */
class LevelsTest {
  static List<Architecture> architectures() {
    return IsaCatalog.load().architectures();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void noLevelDemandsAFeatureBeforeOneCanHaveIt(Architecture architecture) {
    List<Level> levels = architecture.levels();
    for (Feature feature : architecture.features()) {
      Optional<Level> first = feature.since().map(n -> architecture.level(n).orElseThrow());
      architecture
          .mandatoryFrom(feature)
          .ifPresent(
              level ->
                  assertThat(levels.indexOf(first.orElseThrow()))
                      .as(feature.name())
                      .isLessThanOrEqualTo(levels.indexOf(level)));
    }
    assertThat(architecture.features()).anyMatch(f -> architecture.mandatoryFrom(f).isPresent());
  }

  @Test
  void levelsOfOtherArchitecturesRise() {
    assertRising("ppc64le", "power8", "power9", "power10");
    assertRising("s390x", "z10", "z196", "zEC12", "z13", "z14", "z15", "z16", "z17");
    assertRising("arm", "armv7-a", "armhf", "armv8-a", "armv8.1-a", "armv8.3-a", "armv8.5-a");
    assertRising("arm", "armv7ve", "armv8-a");
    assertRising("arm", "armv8.5-a", "armv9-a", "armv9.4-a");
    assertRising("i386", "i486", "i586", "i686");
  }

  @Test
  void whatAnOwnerOrHypervisorCanWithholdIsNoPartOfALevel() {
    Architecture z = IsaCatalog.load().architecture("s390x").orElseThrow();
    FeatureSet z17 = z.level("z17").orElseThrow().set();
    assertThat(List.of("te", "sort", "dflt", "nnpa")).noneMatch(z17::contains);
    CpuModel part = z.cpu("machine-9175").orElseThrow();
    assertThat(List.of("te", "sort", "dflt", "nnpa"))
        .noneMatch(part.guaranteed()::contains)
        .allMatch(part.possible()::contains);
    Architecture power = IsaCatalog.load().architecture("ppc64le").orElseThrow();
    assertThat(power.baseSet().contains("htm")).isFalse();
    assertThat(power.cpu("POWER9").orElseThrow().possible().contains("htm")).isTrue();
    assertThat(power.cpu("POWER10").orElseThrow().possible().contains("htm")).isFalse();
  }

  @Test
  void aBitThatNoKernelSetsIsInNoWord() {
    Architecture power = IsaCatalog.load().architecture("ppc64le").orElseThrow();
    long cell = 0x10000;
    assertThat(power.wordsOf(power.set(power.features())).get(16) & cell).isZero();
  }

  private static void assertRising(String architecture, String... names) {
    Architecture known = IsaCatalog.load().architecture(architecture).orElseThrow();
    for (int i = 1; i < names.length; i++) {
      FeatureSet lower = known.level(names[i - 1]).orElseThrow().set();
      FeatureSet higher = known.level(names[i]).orElseThrow().set();
      assertThat(higher.containsAll(lower) && !lower.containsAll(higher))
          .as("%s is more than %s", names[i], names[i - 1])
          .isTrue();
    }
  }
}
