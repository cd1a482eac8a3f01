package dev.plimsoll.compiler.catalog;

import static dev.plimsoll.compiler.catalog.Absence.Outcome.DIFFERS;
import static dev.plimsoll.compiler.catalog.Absence.Outcome.FAULT;
import static dev.plimsoll.compiler.catalog.Absence.Outcome.NOP;
import static dev.plimsoll.compiler.catalog.Absence.Outcome.STATE;
import static dev.plimsoll.compiler.catalog.Absence.Withdrawal.ADVERTISEMENT;
import static dev.plimsoll.compiler.catalog.Absence.Withdrawal.MACHINE;
import static dev.plimsoll.compiler.catalog.Absence.Withdrawal.PROCESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AbsenceTest {
  static List<Architecture> architectures() {
    return IsaCatalog.load().architectures();
  }

  @Test
  void anInstructionThatFaultsNowhereIsTold() {
    assertThat(absence("x86_64", "lzcnt").outcomes()).containsExactly(DIFFERS);
    assertThat(absence("x86_64", "bmi1").outcomes()).containsExactly(FAULT, DIFFERS);
    assertThat(absence("x86_64", "ibt").outcomes()).containsExactly(NOP);
    assertThat(absence("x86_64", "avx2").outcomes()).containsExactly(FAULT);
    assertThat(absence("aarch64", "paca").outcomes()).containsExactly(FAULT, STATE);
    assertThat(absence("aarch64", "evtstrm").outcomes()).containsExactly(NOP);
    assertThat(absence("aarch64", "vhe").outcomes()).isEmpty();
  }

  @Test
  void whoCanTakeAFeatureAwayIsTold() {
    assertThat(absence("x86_64", "amx_tile").withdrawal()).isEqualTo(PROCESS);
    assertThat(absence("x86_64", "avx").withdrawal()).isEqualTo(MACHINE);
    assertThat(absence("x86_64", "sse4_2").withdrawal()).isEqualTo(ADVERTISEMENT);
    assertThat(absence("aarch64", "sve").control()).contains("CPACR_EL1.ZEN");
    assertThat(absence("aarch64", "atomics").withdrawal()).isEqualTo(ADVERTISEMENT);
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64, avx2, NONE",
    "x86_64, fsgsbase, OWN",
    "x86_64, pni, NONE",
    "aarch64, sve, OWN",
    "aarch64, lor, NONE",
    "aarch64, pauth-lr, PREREQUISITE"
  })
  void whetherTheWordsCanExpressAFeatureIsComputedFromThem(
      String architecture, String feature, WordCover cover) {
    Architecture known = IsaCatalog.load().architecture(architecture).orElseThrow();
    assertThat(known.wordCover(known.feature(feature).orElseThrow())).isEqualTo(cover);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void whatAProgramCanUseDoesSomethingWhereItIsMissing(Architecture architecture) {
    List<String> withoutInstruction =
        architecture.features().stream()
            .filter(f -> f.kind() == Feature.Kind.USER && f.absence().outcomes().isEmpty())
            .map(Feature::name)
            .toList();
    assertThat(withoutInstruction)
        .isSubsetOf(
            "erms",
            "fsrm",
            "mte3",
            "mtefar",
            "mtestoreonly",
            "highgprs",
            "esan3",
            "zarch",
            "fastmult");
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aFamilyOfHintsDoesWhatItsFeatureDoes(Architecture architecture) {
    for (HintFamily family : architecture.hints()) {
      if (family.feature().isPresent()) {
        Feature feature = architecture.feature(family.feature().get()).orElseThrow();
        assertThat(feature.absence().outcomes())
            .as(family.name())
            .contains(family.state().equals("carries") ? STATE : NOP);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void aControlIsNamedExactlyWhereTheKernelHasOne(Architecture architecture) {
    assertThat(architecture.features())
        .allSatisfy(
            f ->
                assertThat(f.absence().control().isEmpty())
                    .as(f.name())
                    .isEqualTo(f.absence().withdrawal() == ADVERTISEMENT));
  }

  private static Absence absence(String architecture, String feature) {
    return IsaCatalog.load()
        .architecture(architecture)
        .flatMap(a -> a.feature(feature))
        .orElseThrow()
        .absence();
  }
}
