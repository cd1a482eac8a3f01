package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the ELF header and the tables of sections and segments (generic ELF ABI, chapters "ELF
 * Header", "Sections", "Program Header").
 */
final class HeaderReader {

  private static final int MOST_HEADERS = 500_000;
  private static final int NAME_BYTES = 256;
  private static final int EXTENDED = 0xffff;

  private final ByteView view;
  private final Problems problems;
  private final boolean wide;

  HeaderReader(ByteView view, boolean wide, Problems problems) {
    this.view = view;
    this.problems = problems;
    this.wide = wide;
  }

  /** The reason why bytes have no ELF header, or an empty string. */
  static String refusal(ByteSource source) throws IOException {
    ByteView view = new ByteView(source, true);
    if (view.size() < 4 || view.u32(0) != 0x7f454c46) {
      return "does not begin with the ELF magic 7f 45 4c 46";
    }
    if (view.size() < 16) {
      return "ends after " + view.size() + " bytes, inside the ELF identification";
    }
    if (view.u8(4) < 1 || view.u8(4) > 2) {
      return "ELF class " + view.u8(4) + " at offset 4 is neither 1 (32-bit) nor 2 (64-bit)";
    }
    if (view.u8(5) < 1 || view.u8(5) > 2) {
      return "byte order " + view.u8(5) + " at offset 5 is neither 1 (little) nor 2 (big)";
    }
    int size = view.u8(4) == 2 ? 64 : 52;
    return view.size() < size
        ? "ends after " + view.size() + " bytes, inside the ELF header of " + size
        : "";
  }

  static ElfHeader header(ByteView view, boolean wide, boolean bigEndian) throws IOException {
    return new ElfHeader(
        wide, bigEndian, view.u16(16), view.u16(18), view.u32(wide ? 48 : 36), view.word(24, wide));
  }

  List<Section> sections() throws IOException {
    long table = view.word(wide ? 40 : 32, wide);
    int entry = view.u16(wide ? 58 : 46);
    int size = wide ? 64 : 40;
    if (table == 0) {
      return List.of();
    }
    if (entry < size || !view.contains(table, size)) {
      problems.add("section headers at " + Problems.hex(table) + " are not in the file; ignored");
      return List.of();
    }
    Section first = section(table);
    long count = view.u16(wide ? 60 : 48);
    count = count == 0 ? first.size() : count;
    int nameIndex = view.u16(wide ? 62 : 50);
    nameIndex = nameIndex == EXTENDED ? first.link() : nameIndex;
    if (!fits("section", table, count, entry)) {
      return List.of();
    }
    List<Section> sections = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      sections.add(section(table + i * entry));
    }
    return named(sections, table, entry, nameIndex);
  }

  List<Segment> segments() throws IOException {
    long table = view.word(wide ? 32 : 28, wide);
    int entry = view.u16(wide ? 54 : 42);
    int size = wide ? 56 : 32;
    long count = view.u16(wide ? 56 : 44);
    if (table == 0 || count == 0) {
      return List.of();
    }
    long sectionTable = view.word(wide ? 40 : 32, wide);
    if (count == EXTENDED && view.contains(sectionTable, wide ? 64 : 40)) {
      count = Integer.toUnsignedLong(section(sectionTable).info());
    }
    if (entry < size || !fits("program", table, count, entry)) {
      return List.of();
    }
    List<Segment> segments = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      segments.add(segment(table + i * entry));
    }
    return segments;
  }

  private boolean fits(String kind, long table, long count, int entry) {
    if (count < 0 || count > MOST_HEADERS || !view.contains(table, count * entry)) {
      problems.add(
          Long.toUnsignedString(count)
              + " "
              + kind
              + " headers at "
              + Problems.hex(table)
              + " are not all in the file; ignored");
      return false;
    }
    return true;
  }

  private Section section(long at) throws IOException {
    int word = wide ? 8 : 4;
    long rest = at + 8 + 4L * word;
    return new Section(
        "",
        (int) view.u32(at + 4),
        view.word(at + 8, wide),
        view.word(at + 8 + word, wide),
        view.word(at + 8 + 2L * word, wide),
        view.word(at + 8 + 3L * word, wide),
        (int) view.u32(rest),
        (int) view.u32(rest + 4),
        view.word(rest + 8 + word, wide));
  }

  private List<Section> named(List<Section> sections, long table, int entry, int nameIndex)
      throws IOException {
    if (nameIndex <= 0 || nameIndex >= sections.size()) {
      return sections;
    }
    Section names = sections.get(nameIndex);
    if (names.type() == Section.NOBITS || !view.contains(names.offset(), names.size())) {
      problems.add("the table of section names is not in the file; sections stay without names");
      return sections;
    }
    List<Section> named = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      Section s = sections.get(i);
      long at = view.u32(table + (long) i * entry);
      long end = names.offset() + names.size();
      String name = at < names.size() ? view.text(names.offset() + at, end, NAME_BYTES) : "";
      named.add(
          new Section(
              name,
              s.type(),
              s.flags(),
              s.address(),
              s.offset(),
              s.size(),
              s.link(),
              s.info(),
              s.entrySize()));
    }
    return named;
  }

  private Segment segment(long at) throws IOException {
    return wide
        ? new Segment(
            (int) view.u32(at),
            (int) view.u32(at + 4),
            view.u64(at + 8),
            view.u64(at + 16),
            view.u64(at + 32))
        : new Segment(
            (int) view.u32(at),
            (int) view.u32(at + 24),
            view.u32(at + 4),
            view.u32(at + 8),
            view.u32(at + 16));
  }
}
