package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds CPU models and levels against what machines, the kernel and glibc publish. */
class PublishedMachinesTest {
  static Stream<List<String>> machines() throws IOException {
    return TestTable.rows("machines.tsv");
  }

  static Stream<List<String>> hwcapsFolders() throws IOException {
    return TestTable.rows("glibc-hwcaps.tsv");
  }

  static Stream<List<String>> kernelWords() throws IOException {
    return TestTable.rows("kernel-words.tsv");
  }

  @ParameterizedTest
  @MethodSource("machines")
  void aMachineShowsWhatItsModelGuaranteesAndNothingImpossible(List<String> machine) {
    Architecture architecture = architecture(machine);
    CpuModel cpu = architecture.cpu(machine.get(1)).orElseThrow();
    List<Feature> shown =
        Stream.of(machine.get(2).split(" "))
            .map(name -> architecture.feature(name).orElseThrow(() -> new AssertionError(name)))
            .toList();
    assertThat(shown)
        .filteredOn(f -> f.kind() == Feature.Kind.USER)
        .allSatisfy(f -> assertThat(cpu.possible().contains(f.name())).as(f.name()).isTrue());
    assertThat(cpu.guaranteed().features().stream().filter(f -> !f.shownAs().isEmpty()))
        .isNotEmpty()
        .isSubsetOf(shown);
  }

  @ParameterizedTest
  @MethodSource("hwcapsFolders")
  void aLevelHasTheBitsThatItsFolderOfGlibcAsksFor(List<String> folder) {
    Architecture architecture = architecture(folder);
    FeatureSet set = architecture.level(folder.get(1)).orElseThrow().set();
    FeatureSet below = architecture.level(folder.get(2)).orElseThrow().set();
    List<String> asked = List.of(folder.get(3).split(" "));
    assertThat(asked).allMatch(macro -> isSet(architecture, macro, set));
    assertThat(asked).noneMatch(macro -> isSet(architecture, macro, below));
  }

  @ParameterizedTest
  @MethodSource("kernelWords")
  void theWordsOfALevelAreTheKernelsForSuchAProcessor(List<String> row) {
    Architecture architecture = architecture(row);
    FeatureSet set = architecture.level(row.get(1)).orElseThrow().set();
    long shown = Long.decode(row.get(3));
    long optional = Long.decode(row.get(4));
    assertThat(architecture.wordsOf(set).get(Integer.parseInt(row.get(2))) & ~optional)
        .isEqualTo(shown & ~optional);
  }

  private static boolean isSet(Architecture architecture, String macro, FeatureSet set) {
    WordBit bit =
        architecture.words().stream()
            .filter(w -> w.isNative() && w.name().equals(macro))
            .findFirst()
            .orElseThrow(() -> new AssertionError(macro));
    return (architecture.wordsOf(set).getOrDefault(bit.auxType(), 0L) & bit.mask()) != 0;
  }

  private static Architecture architecture(List<String> row) {
    return IsaCatalog.load().architecture(row.get(0)).orElseThrow();
  }
}
