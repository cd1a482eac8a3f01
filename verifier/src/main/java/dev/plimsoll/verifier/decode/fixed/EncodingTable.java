package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The encodings of one instruction set.
 *
 * @param layout how instructions lie in memory
 * @param rows by the length of the instruction in bytes, in the order in which they are tried: of
 *     those that match a word the first decides
 * @param classes what the answers of {@code rows} refer to
 */
record EncodingTable(
    Layout layout, SortedMap<Integer, List<EncodingRow>> rows, List<InstructionClass> classes) {
  EncodingTable {
    SortedMap<Integer, List<EncodingRow>> copies = new TreeMap<>();
    rows.forEach((length, some) -> copies.put(length, List.copyOf(some)));
    rows = Collections.unmodifiableSortedMap(copies);
    classes = List.copyOf(classes);
  }

  /** The rows of instructions of so many bytes. */
  List<EncodingRow> rows(int length) {
    return rows.getOrDefault(length, List.of());
  }

  /** What answers for words of so many bytes. */
  MatchTree tree(int length) {
    return MatchTreeBuilder.build(rows(length), length * Byte.SIZE);
  }

  /** What is answered for the plain instructions of so many bytes. */
  int plain(int length) {
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).plain()) {
        return Decoder.answer(i, length);
      }
    }
    return Decoder.UNDECODED;
  }

  /** What the definition of the table says of a word of so many bytes; slow. */
  int answer(int length, long word) {
    for (EncodingRow row : rows(length)) {
      if (row.matches(word)) {
        return row.answer();
      }
    }
    return Decoder.UNDECODED;
  }
}
