package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import dev.plimsoll.verifier.table.TableReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code NT_GNU_PROPERTY_TYPE_0} notes (Linux Extensions to gABI, "Program Property"). Only
 * properties that are one 32-bit set of bits and that the table has are kept.
 */
final class PropertyReader {

  private record Property(String family, int type) {}

  private record Bit(int number, String field, String name) {}

  private static final Map<Property, List<Bit>> BITS =
      TableReader.rows(
              PropertyReader.class,
              "gnu-properties.tsv",
              "family",
              "property",
              "bit",
              "field",
              "name")
          .stream()
          .collect(
              Collectors.groupingBy(
                  c -> new Property(c.get(0), Long.decode(c.get(1)).intValue()),
                  Collectors.mapping(
                      c -> new Bit(Integer.parseInt(c.get(2)), c.get(3), c.get(4)),
                      Collectors.toList())));

  private static final int MOST_NOTES = 16;
  private static final long MOST_BYTES = 1 << 20;
  private static final int PROPERTY_TYPE_0 = 5;

  private final ByteView view;
  private final ElfHeader header;
  private final String family;
  private final Problems problems;
  private final Map<String, Map<Long, String>> found = new TreeMap<>();

  private PropertyReader(ByteView view, ElfHeader header, String family, Problems problems) {
    this.view = view;
    this.header = header;
    this.family = family;
    this.problems = problems;
  }

  static PropertyNotes read(
      ByteView view,
      ElfHeader header,
      Machine machine,
      List<Section> sections,
      List<Segment> segments,
      Problems problems)
      throws IOException {
    PropertyReader reader = new PropertyReader(view, header, machine.family(), problems);
    List<Section> notes =
        sections.stream()
            .filter(s -> s.type() == Section.NOTE && s.name().equals(".note.gnu.property"))
            .limit(MOST_NOTES)
            .toList();
    for (Section s : notes) {
      reader.notes(s.offset(), s.size());
    }
    if (reader.found.isEmpty()) {
      List<Segment> segmentNotes =
          segments.stream()
              .filter(
                  s ->
                      s.type() == Segment.GNU_PROPERTY
                          || (s.type() == Segment.NOTE && sections.isEmpty()))
              .limit(MOST_NOTES)
              .toList();
      for (Segment s : segmentNotes) {
        reader.notes(s.offset(), s.fileSize());
      }
    }
    Map<String, List<String>> names = new TreeMap<>();
    reader.found.forEach((field, bits) -> names.put(field, List.copyOf(bits.values())));
    return new PropertyNotes(names);
  }

  private void notes(long offset, long size) throws IOException {
    if (size > MOST_BYTES || !view.contains(offset, size)) {
      problems.add("the notes at " + Problems.hex(offset) + " are not in the file; ignored");
      return;
    }
    long end = offset + size;
    long align = header.wide() ? 8 : 4;
    long at = offset;
    while (end - at >= 12) {
      long name = view.u32(at);
      long length = view.u32(at + 4);
      long description = at + 12 + up(name, 4);
      if (description > end || length > end - description) {
        problems.add("a note at " + Problems.hex(at) + " is longer than its section; ignored");
        return;
      }
      boolean gnu = name == 4 && view.text(at + 12, at + 16, 4).equals("GNU");
      boolean property = gnu && view.u32(at + 8) == PROPERTY_TYPE_0;
      if (property) {
        properties(description, description + length, align);
      }
      at = description + up(length, property ? align : 4);
    }
  }

  private void properties(long start, long end, long align) throws IOException {
    long at = start;
    while (end - at >= 8) {
      int type = (int) view.u32(at);
      long length = view.u32(at + 4);
      if (length > end - at - 8) {
        problems.add("a GNU property at " + Problems.hex(at) + " is longer than its note; ignored");
        return;
      }
      if (length == 4 && BITS.containsKey(new Property(family, type))) {
        bits(type, (int) view.u32(at + 8));
      }
      at += 8 + up(length, align);
    }
  }

  private void bits(int type, int set) {
    List<Bit> named = BITS.getOrDefault(new Property(family, type), List.of());
    String field = named.get(0).field();
    for (int i = 0; i < Integer.SIZE; i++) {
      int number = i;
      if ((set >>> i & 1) != 0) {
        String name =
            Stream.concat(
                    named.stream().filter(b -> b.number() == number).map(Bit::name),
                    Stream.of("bit-" + number))
                .findFirst()
                .orElseThrow();
        found
            .computeIfAbsent(field, f -> new TreeMap<>())
            .put(Integer.toUnsignedLong(type) << 5 | number, name);
      }
    }
  }

  private static long up(long length, long align) {
    return length + align - 1 & -align;
  }
}
