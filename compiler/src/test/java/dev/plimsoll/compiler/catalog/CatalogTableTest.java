package dev.plimsoll.compiler.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogTableTest {
  private static final List<Architecture> ALL = IsaCatalog.load().architectures();
  private static final List<Architecture> ARM =
      List.of(IsaCatalog.load().architecture("aarch64").orElseThrow());

  @Test
  void featuresHaveTheColumnsOfTheCommandLine() {
    String tsv = CatalogTable.of(CatalogTable.Kind.FEATURES, ARM).toTsv();
    assertThat(tsv).startsWith("arch\tname\taliases\tprerequisites\tword\tbit\tsource\t");
    assertThat(tsv.lines().filter(line -> line.startsWith("aarch64\tfphp\t")))
        .singleElement()
        .asString()
        .contains("\tasimd\tAT_HWCAP,AT_HWCAP\t9,10\t");
  }

  @Test
  void wordsHaveTheColumnsOfTheCommandLine() {
    String tsv = CatalogTable.of(CatalogTable.Kind.WORDS, ARM).toTsv();
    assertThat(tsv).startsWith("arch\tabi\tword\tbit\tname\tvalue\tfeature\tsource\t");
    assertThat(tsv).contains("\naarch64\tnative\tAT_HWCAP\t22\tHWCAP_SVE\t0x400000\tsve\t");
    assertThat(tsv).contains("\naarch64\tcompat\tAT_HWCAP2\t0\tHWCAP2_AES\t0x1\taes\t");
  }

  @ParameterizedTest
  @EnumSource(CatalogTable.Kind.class)
  void everyTableIsRectangularAndCoversEveryArchitecture(CatalogTable.Kind kind) {
    CatalogTable table = CatalogTable.of(kind, ALL);
    assertThat(table.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(table.columns()));
    for (Architecture architecture : ALL) {
      assertThat(table.rows()).anyMatch(row -> row.get(0).equals(architecture.name()));
    }
    assertThat(table.toTsv().lines().map(line -> line.split("\t", -1).length))
        .containsOnly(table.columns().size());
    assertThat(table.toText().lines()).hasSize(table.rows().size() + 1);
    assertThat(CatalogTable.Kind.of(kind.title())).hasValue(kind);
  }

  @Test
  void listsCanBeTakenApart() {
    CatalogTable table = CatalogTable.of(CatalogTable.Kind.FEATURES, ARM);
    List<String> sve2 =
        table.rows().stream().filter(row -> row.get(1).equals("svei8mm")).findFirst().orElseThrow();
    assertThat(table.entries(sve2, 3)).containsExactly("i8mm", "sve");
    assertThat(table.entries(sve2, 1)).containsExactly("svei8mm");
    assertThat(table.entries(sve2, 8)).containsExactly("");
  }
}
