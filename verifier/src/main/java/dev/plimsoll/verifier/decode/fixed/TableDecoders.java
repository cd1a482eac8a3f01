package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    return of(List.of(architecture)).get(0);
  }

  /**
   * The decoders of several instruction sets, which share their classes.
   *
   * @param names of their tables, e.g. {@code arm-a32}
   */
  public static List<Decoder> of(List<String> names) {
    InstructionClasses classes = new InstructionClasses();
    List<EncodingTable> tables = names.stream().map(name -> table(name, classes)).toList();
    return tables.stream().map(table -> decoder(table, classes.list())).toList();
  }

  /**
   * The decoders of an architecture's instruction set with others' extensions of it, which share
   * their classes.
   *
   * @param extensions for each decoder the names of their tables; what encodings of the
   *     architecture they take is theirs
   */
  public static List<Decoder> of(String architecture, List<List<String>> extensions) {
    InstructionClasses classes = new InstructionClasses();
    List<EncodingTable> tables = new ArrayList<>();
    for (List<String> some : extensions) {
      EncodingTable all = table(architecture, classes);
      for (String extension : some) {
        all = table(extension, classes).before(all);
      }
      tables.add(all);
    }
    return tables.stream().map(table -> decoder(table, classes.list())).toList();
  }

  private static Decoder decoder(EncodingTable table, List<InstructionClass> classes) {
    Set<Integer> lengths = table.rows().keySet();
    return lengths.equals(Set.of(FixedWidthDecoder.LENGTH))
            && table.layout().chunk() >= FixedWidthDecoder.LENGTH
        ? new FixedWidthDecoder(table, classes)
        : new FewWidthsDecoder(table, classes);
  }

  static EncodingTable table(String name) {
    return table(name, new InstructionClasses());
  }

  private static EncodingTable table(String name, InstructionClasses classes) {
    String resource = name + ".tsv";
    try (InputStream stream = TableDecoders.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the encoding table " + resource + " is missing");
      }
      return EncodingTableReader.read(
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)), classes);
    } catch (IOException e) {
      throw new UncheckedIOException("the encoding table " + resource + " cannot be read", e);
    }
  }
}
