package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the pointers to code that a file names as starts without saying how long it is: entry,
 * initialisers and finalisers, those of its arrays too (generic ELF ABI, "Initialization and
 * Termination Functions").
 *
 * <p>What an array of a file that is loaded anywhere holds is in its relocations: in the place
 * itself, or, with explicit addends, in the entry for that place.
 */
final class EntryReader {

  private static final int MOST_POINTERS = 100_000;
  private static final int MOST_RELOCATIONS = 4_000_000;

  private final ByteView view;
  private final ElfHeader header;
  private final List<Section> sections;
  private final List<Segment> segments;
  private final Map<Long, Long> dynamic;
  private final Problems problems;
  private final TreeSet<Long> pointers = new TreeSet<>();

  private EntryReader(
      ByteView view,
      ElfHeader header,
      List<Section> sections,
      List<Segment> segments,
      Map<Long, Long> dynamic,
      Problems problems) {
    this.problems = problems;
    this.view = view;
    this.header = header;
    this.sections = sections;
    this.segments = segments;
    this.dynamic = dynamic;
  }

  static List<Long> read(
      ByteView view,
      ElfHeader header,
      List<Section> sections,
      List<Segment> segments,
      Map<Long, Long> dynamic,
      Problems problems)
      throws IOException {
    EntryReader reader = new EntryReader(view, header, sections, segments, dynamic, problems);
    if (!header.relocatable()) {
      reader.pointers.add(header.entry());
      reader.pointers.add(reader.tag(DynamicReader.INIT));
      reader.pointers.add(reader.tag(DynamicReader.FINI));
      reader.arrays();
    }
    return reader.pointers.stream().filter(pointer -> pointer != 0).toList();
  }

  private long tag(long tag) {
    return dynamic.getOrDefault(tag, 0L);
  }

  private void arrays() throws IOException {
    TreeSet<Long> relocated = new TreeSet<>();
    int word = header.wide() ? 8 : 4;
    int left = MOST_POINTERS;
    for (Section array : arraySections()) {
      long count = Long.divideUnsigned(array.size(), word);
      for (long i = 0; i < count && view.contains(array.offset() + i * word, word); i++) {
        if (left-- == 0) {
          problems.add("has more than " + MOST_POINTERS + " initialisers; the rest is ignored");
          return;
        }
        long pointer = view.word(array.offset() + i * word, header.wide());
        if (pointer == 0) {
          relocated.add(array.address() + i * word);
        } else {
          pointers.add(pointer);
        }
      }
    }
    if (!relocated.isEmpty()) {
      relocations(relocated);
    }
  }

  private List<Section> arraySections() {
    return sections.isEmpty()
        ? DynamicReader.ARRAYS.entrySet().stream()
            .filter(e -> dynamic.containsKey(e.getKey()))
            .map(e -> placed(tag(e.getKey()), tag(e.getValue())))
            .toList()
        : sections.stream().filter(Section::initialisers).toList();
  }

  private void relocations(Set<Long> relocated) throws IOException {
    List<Section> tables =
        sections.isEmpty()
            ? Stream.of(placed(tag(DynamicReader.RELA), tag(DynamicReader.RELASZ))).toList()
            : sections.stream().filter(s -> s.type() == Section.RELA).toList();
    int word = header.wide() ? 8 : 4;
    int left = MOST_RELOCATIONS;
    for (Section table : tables) {
      for (long at = 0;
          at + 3L * word <= table.size() && view.contains(table.offset() + at, 3L * word);
          at += 3L * word) {
        if (left-- == 0 || relocated.isEmpty()) {
          return;
        }
        long place = table.offset() + at;
        boolean bare = view.word(place + word, header.wide()) >>> (header.wide() ? 32 : 8) == 0;
        if (bare && relocated.remove(view.word(place, header.wide()))) {
          pointers.add(view.word(place + 2L * word, header.wide()));
        }
      }
    }
  }

  /** Where in the file an address range is, as a section; empty if nowhere. */
  private Section placed(long address, long size) {
    return segments.stream()
        .filter(s -> s.type() == Segment.LOAD && s.holds(address))
        .findFirst()
        .map(s -> Section.unnamed(address, s.offset() + (address - s.address()), size))
        .orElseGet(() -> Section.unnamed(address, 0, 0));
  }
}
