package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads an encoding table: lines that begin with {@code #}, some of which are the {@link Layout},
 * and rows of mask and value in hex, alternatives ({@code sve|sme}, {@code sha3+sve2}, {@code -}
 * for the base ISA, {@code !} for reserved), hint family and detection, separated by tabs. The mask
 * has as many digits as the instruction.
 *
 * <p>The lines of the layout are {@code # unit BYTES}, {@code # chunk BYTES}, {@code # boundary
 * BYTES} and, for each rule, {@code # length BYTES INDEX MASK VALUE}.
 */
final class EncodingTableReader {
  private static final String RESERVED = "!";

  private final SortedMap<Integer, List<EncodingRow>> rows = new TreeMap<>();
  private final InstructionClasses classes;
  private final List<Layout.LengthRule> lengths = new ArrayList<>();
  private int unit;
  private int boundary;
  private int chunk = Long.BYTES;

  private EncodingTableReader(InstructionClasses classes) {
    this.classes = classes;
  }

  static EncodingTable read(BufferedReader lines) throws IOException {
    return read(lines, new InstructionClasses());
  }

  /** Reads a table and adds its classes to those that its answers refer to. */
  static EncodingTable read(BufferedReader lines, InstructionClasses classes) throws IOException {
    EncodingTableReader reader = new EncodingTableReader(classes);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      reader.readLine(line);
    }
    Layout layout = new Layout(reader.unit, reader.chunk, reader.boundary, reader.lengths);
    return new EncodingTable(layout, reader.rows, classes.list());
  }

  private void readLine(String line) {
    if (line.startsWith("# ")) {
      readLayout(line.split(" ", -1));
    } else if (!line.startsWith("#") && !line.isEmpty()) {
      int mask = line.indexOf('\t');
      int value = line.indexOf('\t', mask + 1);
      int length = mask / 2;
      String described = line.substring(value + 1);
      rows.computeIfAbsent(length, added -> new ArrayList<>())
          .add(
              new EncodingRow(
                  Long.parseUnsignedLong(line, 0, mask, 16),
                  Long.parseUnsignedLong(line, mask + 1, value, 16),
                  answer(described, length)));
    }
  }

  private void readLayout(String[] words) {
    switch (words[1]) {
      case "unit" -> unit = Integer.parseInt(words[2]);
      case "boundary" -> boundary = Integer.parseInt(words[2]);
      case "chunk" -> chunk = Integer.parseInt(words[2]);
      case "length" ->
          lengths.add(
              new Layout.LengthRule(
                  Integer.parseInt(words[2]),
                  Integer.parseInt(words[3]),
                  Integer.parseInt(words[4], 16),
                  Integer.parseInt(words[5], 16)));
      default -> throw new IllegalArgumentException("no line of a layout: " + words[1]);
    }
  }

  private int answer(String text, int length) {
    if (text.startsWith(RESERVED)) {
      return Decoder.UNDECODED;
    }
    return Decoder.answer(classes.index(text), length);
  }
}
