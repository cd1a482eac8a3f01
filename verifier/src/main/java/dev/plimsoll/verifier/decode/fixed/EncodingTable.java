package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.util.List;

/**
 * The encodings of one instruction set whose instructions all have one length.
 *
 * @param unit the length in bytes
 * @param rows in the order in which they are tried: of those that match a word the first decides
 * @param classes what the answers of {@code rows} refer to
 */
record EncodingTable(int unit, List<EncodingRow> rows, List<InstructionClass> classes) {
  EncodingTable {
    rows = List.copyOf(rows);
    classes = List.copyOf(classes);
  }

  /** What the definition of the table says of a word; slow. */
  int answer(long word) {
    for (EncodingRow row : rows) {
      if (row.matches(word)) {
        return row.answer();
      }
    }
    return Decoder.UNDECODED;
  }
}
