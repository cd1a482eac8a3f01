package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import dev.plimsoll.verifier.table.TableReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads what the attributes of a file say that its code is for: {@code .riscv.attributes} (RISC-V
 * ELF psABI, "Attributes") and {@code .ARM.attributes} (Addenda to the ABI for the Arm
 * Architecture, "Build attributes").
 */
final class AttributesReader {

  /** Whose attributes a family's are, and which of their tags with small numbers have texts. */
  private record Format(String vendor, Set<Long> texts, long both, long isa) {

    boolean text(long tag) {
      return texts.contains(tag) || ((tag & 1) == 1 && tag > both);
    }
  }

  private record Key(String family, long tag) {}

  private record Meaning(long value, String field, String name) {}

  private static final Map<String, Format> FORMATS =
      Map.of(
          "riscv", new Format("riscv", Set.of(), 0, 5),
          "arm", new Format("aeabi", Set.of(4L, 5L), 32, -1));

  private static final Map<Key, List<Meaning>> MEANINGS =
      TableReader.rows(
              AttributesReader.class,
              "build-attributes.tsv",
              "family",
              "tag",
              "value",
              "field",
              "name")
          .stream()
          .collect(
              Collectors.groupingBy(
                  c -> new Key(c.get(0), Long.parseLong(c.get(1))),
                  Collectors.mapping(
                      c -> new Meaning(Long.parseLong(c.get(2)), c.get(3), c.get(4)),
                      Collectors.toList())));

  private static final String NOTHING = "-";
  private static final String ABI = "abi";
  private static final int ATTRIBUTES = 0x70000003;
  private static final int FILE = 1;
  private static final int MOST_CHARACTERS = 4096;
  private static final int MOST_BYTES = 1 << 16;

  private final String family;
  private final Format format;
  private final SortedSet<String> isa = new TreeSet<>();
  private final SortedSet<String> abi = new TreeSet<>();

  private AttributesReader(String family, Format format) {
    this.family = family;
    this.format = format;
  }

  /**
   * What attributes say.
   *
   * @param isa extensions, or versions and options, of the instruction set
   * @param abi of how functions call each other
   */
  record Attributes(SortedSet<String> isa, SortedSet<String> abi) {}

  /** What the file's attributes name; nothing if it has none. */
  static Attributes read(ByteView view, Machine machine, List<Section> sections, Problems problems)
      throws IOException {
    Format format = FORMATS.get(machine.family());
    if (format == null) {
      return new Attributes(new TreeSet<>(), new TreeSet<>());
    }
    AttributesReader reader = new AttributesReader(machine.family(), format);
    for (Section s : sections) {
      if (s.type() == ATTRIBUTES) {
        if (view.contains(s.offset(), s.size()) && s.size() <= MOST_BYTES) {
          reader.section(new Cursor(view, s.offset(), s.offset() + s.size()));
        } else {
          problems.add(
              s.name() + " is not in the file, or very large; its extensions are not known");
        }
        break;
      }
    }
    return new Attributes(reader.isa, reader.abi);
  }

  private void section(Cursor cursor) throws IOException {
    if (cursor.u8() != 'A') {
      return;
    }
    while (!cursor.failed()) {
      long end = cursor.at() + cursor.u32();
      boolean ours = text(cursor).equals(format.vendor());
      while (ours && !cursor.failed() && cursor.at() < end) {
        long start = cursor.at();
        long tag = cursor.uleb();
        long stop = start + cursor.u32();
        while (tag == FILE && !cursor.failed() && cursor.at() < Math.min(stop, end)) {
          attribute(cursor);
        }
        cursor.skip(stop - cursor.at());
      }
      cursor.skip(end - cursor.at());
    }
  }

  private void attribute(Cursor cursor) throws IOException {
    long tag = cursor.uleb();
    if (!format.text(tag)) {
      long value = cursor.uleb();
      if (!cursor.failed()) {
        number(tag, value);
      }
    }
    if (format.text(tag) || tag == format.both()) {
      String text = text(cursor);
      if (tag == format.isa()) {
        isa.addAll(IsaReader.extensions(text));
      }
    }
  }

  private void number(long tag, long value) {
    List<Meaning> meanings = MEANINGS.getOrDefault(new Key(family, tag), List.of());
    if (!meanings.isEmpty()) {
      Meaning meaning =
          meanings.stream()
              .filter(m -> m.value() == value)
              .findFirst()
              .orElse(new Meaning(value, meanings.get(0).field(), "tag-" + tag + "-" + value));
      if (!meaning.name().equals(NOTHING)) {
        (meaning.field().equals(ABI) ? abi : isa).add(meaning.name());
      }
    }
  }

  private static String text(Cursor cursor) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = cursor.u8(); c != 0; c = cursor.u8()) {
      if (text.length() < MOST_CHARACTERS) {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
