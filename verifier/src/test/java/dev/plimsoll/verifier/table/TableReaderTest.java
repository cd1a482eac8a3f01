package dev.plimsoll.verifier.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableReaderTest {

  @Test
  void readsRowsAndLeavesCommentsOut() {
    assertThat(TableReader.rows(TableReaderTest.class, "good.tsv", "name", "number"))
        .containsExactly(List.of("one", "1"), List.of("", "2"));
  }

  @Test
  void refusesOtherColumnsRowsOfAnotherWidthAndMissingTables() {
    assertThatThrownBy(() -> TableReader.rows(TableReaderTest.class, "good.tsv", "number", "name"))
        .hasMessageContaining("does not have the columns");
    assertThatThrownBy(() -> TableReader.rows(TableReaderTest.class, "ragged.tsv", "a", "b"))
        .hasMessageContaining("another width");
    assertThatThrownBy(() -> TableReader.rows(TableReaderTest.class, "none.tsv", "a"))
        .hasMessageContaining("no resource none.tsv");
  }
}
