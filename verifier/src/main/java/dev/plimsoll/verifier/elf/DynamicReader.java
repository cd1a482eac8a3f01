package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the dynamic section (generic ELF ABI, "Dynamic Section"): one value a tag, the first. */
final class DynamicReader {

  static final long HASH = 4;
  static final long STRTAB = 5;
  static final long SYMTAB = 6;
  static final long RELA = 7;
  static final long RELASZ = 8;
  static final long STRSZ = 10;
  static final long INIT = 12;
  static final long FINI = 13;
  static final long SONAME = 14;
  static final long FLAGS_1 = 0x6ffffffb;
  static final long FLAG_1_PIE = 0x08000000;

  /** Of initialisers and finalisers: which tag has the size in bytes of the array of which. */
  static final Map<Long, Long> ARRAYS = Map.of(25L, 27L, 26L, 28L, 32L, 33L);

  private static final int MOST_ENTRIES = 10_000;

  private DynamicReader() {}

  static Map<Long, Long> read(
      ByteView view, ElfHeader header, List<Section> sections, List<Segment> segments)
      throws IOException {
    Map<Long, Long> values = new HashMap<>();
    Optional<long[]> place = place(sections, segments);
    if (place.isEmpty()) {
      return values;
    }
    int word = header.wide() ? 8 : 4;
    long at = place.get()[0];
    long count = Math.min(MOST_ENTRIES, Long.divideUnsigned(place.get()[1], 2L * word));
    for (long i = 0; i < count && view.contains(at, 2L * word); i++) {
      long tag = view.word(at, header.wide());
      if (tag == 0) {
        break;
      }
      values.putIfAbsent(tag, view.word(at + word, header.wide()));
      at += 2L * word;
    }
    return values;
  }

  private static Optional<long[]> place(List<Section> sections, List<Segment> segments) {
    return Stream.concat(
            segments.stream()
                .filter(s -> s.type() == Segment.DYNAMIC)
                .map(s -> new long[] {s.offset(), s.fileSize()}),
            sections.stream()
                .filter(s -> s.type() == Section.DYNAMIC)
                .map(s -> new long[] {s.offset(), s.size()}))
        .findFirst();
  }
}
