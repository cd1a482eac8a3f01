package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The decoders that are made of an encoding table. */
public final class TableDecoders {
  private TableDecoders() {}

  /**
   * The decoder of an architecture's instruction set.
   *
   * @param architecture a canonical architecture name that has a table, e.g. {@code aarch64}
   */
  public static Decoder of(String architecture) {
    EncodingTable table = table(architecture);
    Set<Integer> lengths = table.rows().keySet();
    return lengths.equals(Set.of(FixedWidthDecoder.LENGTH))
            && table.layout().chunk() >= FixedWidthDecoder.LENGTH
        ? new FixedWidthDecoder(table)
        : new FewWidthsDecoder(table);
  }

  static EncodingTable table(String architecture) {
    String resource = architecture + ".tsv";
    try (InputStream stream = TableDecoders.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the encoding table " + resource + " is missing");
      }
      return EncodingTableReader.read(
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("the encoding table " + resource + " cannot be read", e);
    }
  }
}
