package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an encoding table: the line {@code # unit BYTES}, other lines that begin with {@code #},
 * and rows of mask and value in hex, alternatives ({@code sve|sme}, {@code sha3+sve2}, {@code -}
 * for the base ISA, {@code !} for reserved), hint family and detection, separated by tabs.
 */
final class EncodingTableReader {
  private static final String RESERVED = "!";

  private final List<EncodingRow> rows = new ArrayList<>();
  private final List<InstructionClass> classes = new ArrayList<>();
  private final Map<InstructionClass, Integer> indexes = new HashMap<>();
  private final Map<String, Integer> answers = new HashMap<>();
  private int unit;

  private EncodingTableReader() {}

  static EncodingTable read(BufferedReader lines) throws IOException {
    EncodingTableReader reader = new EncodingTableReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      reader.readLine(line);
    }
    return new EncodingTable(reader.unit, reader.rows, reader.classes);
  }

  private void readLine(String line) {
    if (line.startsWith("# unit ")) {
      unit = Integer.parseInt(line.substring("# unit ".length()));
    } else if (!line.startsWith("#") && !line.isEmpty()) {
      int mask = line.indexOf('\t');
      int value = line.indexOf('\t', mask + 1);
      rows.add(
          new EncodingRow(
              Long.parseUnsignedLong(line, 0, mask, 16),
              Long.parseUnsignedLong(line, mask + 1, value, 16),
              answers.computeIfAbsent(line.substring(value + 1), this::answer)));
    }
  }

  private int answer(String text) {
    String[] columns = text.split("\t", -1);
    if (columns[0].equals(RESERVED)) {
      return Decoder.UNDECODED;
    }
    InstructionClass described =
        new InstructionClass(alternatives(columns[0]), column(columns, 1), column(columns, 2));
    int index =
        indexes.computeIfAbsent(
            described,
            added -> {
              classes.add(added);
              return classes.size() - 1;
            });
    return Decoder.answer(index, unit);
  }

  private static List<List<String>> alternatives(String text) {
    List<List<String>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|", -1)) {
      alternatives.add(alternative.equals("-") ? List.of() : List.of(alternative.split("\\+", -1)));
    }
    return alternatives;
  }

  private static Optional<String> column(String[] columns, int index) {
    return index < columns.length && !columns[index].isEmpty()
        ? Optional.of(columns[index])
        : Optional.empty();
  }
}
