package dev.plimsoll.verifier.decode.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchTreeBuilderTest {

  @Test
  void answersNothingWithoutRows() {
    assertThat(MatchTreeBuilder.build(List.of(), 32).answer(0x1234_5678L)).isZero();
  }

  @Test
  void letsTheFirstRowThatMatchesDecide() {
    MatchTree tree =
        MatchTreeBuilder.build(
            List.of(
                new EncodingRow(0xff, 0x12, 1),
                new EncodingRow(0x0f, 0x02, 0),
                new EncodingRow(0x03, 0x02, 3)),
            8);

    assertThat(tree.answer(0x12)).isEqualTo(1);
    assertThat(tree.answer(0x22)).isZero();
    assertThat(tree.answer(0x26)).isEqualTo(3);
    assertThat(tree.answer(0x27)).isZero();
  }

  @Test
  void looksAtEveryBitOfALongWord() {
    MatchTree tree =
        MatchTreeBuilder.build(List.of(new EncodingRow(-1L, 0x8000_0000_0000_0001L, 7)), 64);

    assertThat(tree.answer(0x8000_0000_0000_0001L)).isEqualTo(7);
    assertThat(tree.answer(1)).isZero();
  }

  @Test
  void answersEveryWordAsTheRowsDo() {
    Random random = new Random(20261122);
    for (int round = 0; round < 60; round++) {
      EncodingTable table = randomTable(random, 10, 1 + random.nextInt(60));
      MatchTree tree = MatchTreeBuilder.build(table.rows(2), 10);
      for (int word = 0; word < 1 << 10; word++) {
        assertThat(tree.answer(word))
            .as("word %x of %s", word, table)
            .isEqualTo(table.answer(2, word));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aarch64", "riscv64", "ppc64le", "s390x", "loongarch64", "arm-a32", "arm-t32"})
  void answersWordsOfAnInstructionSetAsItsTableDoes(String architecture) {
    EncodingTable table = TableDecoders.table(architecture);
    Random random = new Random(20261122);
    table
        .rows()
        .forEach(
            (length, rows) -> {
              MatchTree tree = table.tree(length);
              for (int i = 0; i < 50_000; i++) {
                check(table, length, tree, random.nextLong() >>> -length * Byte.SIZE);
              }
              for (EncodingRow row : rows) {
                for (int i = 0; i < 8; i++) {
                  // One bit off a row is where neighbouring encodings are told apart.
                  long flipped = i < 2 ? 0 : 1L << random.nextInt(length * Byte.SIZE);
                  long rest = random.nextLong() & ~row.mask() & -1L >>> -length * Byte.SIZE;
                  check(table, length, tree, (row.value() | rest) ^ flipped);
                }
              }
            });
  }

  private static void check(EncodingTable table, int length, MatchTree tree, long word) {
    assertThat(tree.answer(word)).as("word %x", word).isEqualTo(table.answer(length, word));
  }

  private static EncodingTable randomTable(Random random, int bits, int size) {
    List<EncodingRow> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long mask = random.nextInt(1 << bits);
      rows.add(new EncodingRow(mask, random.nextInt() & mask, random.nextInt(4)));
    }
    return new EncodingTable(
        new Layout(2, 8, List.of()), new TreeMap<>(Map.of(2, rows)), List.of());
  }
}
