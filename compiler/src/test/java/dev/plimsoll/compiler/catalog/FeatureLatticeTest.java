package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeatureLatticeTest {
  @Test
  void featuresMayNotNeedEachOther() {
    assertThatThrownBy(
            () ->
                lattice(
                    feature("a", List.of("b")),
                    feature("b", List.of("c")),
                    feature("c", List.of("a"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("need each other");
  }

  @Test
  void aPrerequisiteMustBeAFeature() {
    assertThatThrownBy(() -> lattice(feature("a", List.of("b"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a needs b, which is no feature");
  }

  @Test
  void aPrerequisiteIsNamedByItsCanonicalName() {
    assertThatThrownBy(() -> lattice(feature("a", List.of("bee")), feature("b", List.of(), "bee")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a needs bee, which is no feature");
  }

  @Test
  void anAliasMayNotMeanTwoFeatures() {
    assertThatThrownBy(() -> lattice(feature("a", List.of(), "x"), feature("b", List.of(), "x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("x means a and b");
    assertThatThrownBy(() -> lattice(feature("a", List.of(), "b"), feature("b", List.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("b means a and b");
  }

  @Test
  void whatIsNeededIsFollowedAllTheWay() {
    FeatureLattice lattice =
        lattice(feature("a", List.of("b")), feature("b", List.of("c")), feature("c", List.of()));
    assertThat(lattice.list(lattice.needed(0)))
        .extracting(Feature::name)
        .containsExactly("a", "b", "c");
    assertThat(lattice.list(lattice.needing(2)))
        .extracting(Feature::name)
        .containsExactly("a", "b", "c");
    assertThat(lattice.list(lattice.needing(0))).extracting(Feature::name).containsExactly("a");
  }

  private static FeatureLattice lattice(Feature... features) {
    return new FeatureLattice(List.of(features));
  }

  private static Feature feature(String name, List<String> prerequisites, String... aliases) {
    Absence absence =
        new Absence(List.of(Absence.Outcome.FAULT), Absence.Withdrawal.ADVERTISEMENT, "");
    return new Feature(
        "test",
        name,
        Feature.Kind.USER,
        List.of(),
        List.of(aliases),
        prerequisites,
        false,
        Optional.empty(),
        absence,
        "",
        "");
  }
}
