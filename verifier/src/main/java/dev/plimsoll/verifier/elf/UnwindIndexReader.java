package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads where functions begin from the index of a 32-bit ARM file's unwind entries, {@code
 * .ARM.exidx} (Exception Handling ABI for the Arm Architecture, "Index table entries"). Each goes
 * to where the next begins; linkers merge neighbours that unwind alike.
 */
final class UnwindIndexReader {

  private static final String FAMILY = "arm";
  private static final int INDEX = 0x70000001;
  private static final int ENTRY = 8;
  private static final int MOST_ENTRIES = 2_000_000;

  private UnwindIndexReader() {}

  /** Adds to {@code starts} and {@code sizes}; the size of the last one is not known. */
  static void read(
      ByteView view,
      Machine machine,
      List<Section> sections,
      List<Segment> segments,
      Problems problems,
      LongList starts,
      LongList sizes)
      throws IOException {
    if (!machine.family().equals(FAMILY)) {
      return;
    }
    List<Section> indexes =
        Stream.concat(
                sections.stream().filter(s -> s.type() == INDEX),
                sections.isEmpty()
                    ? segments.stream().filter(s -> s.type() == INDEX).map(Segment::asSection)
                    : Stream.empty())
            .toList();
    for (Section index : indexes) {
      long count = Long.divideUnsigned(index.size(), ENTRY);
      if (!view.contains(index.offset(), index.size()) || count > MOST_ENTRIES - starts.size()) {
        problems.add("the unwind index at " + Problems.hex(index.offset()) + " is ignored");
        continue;
      }
      for (long i = 0; i < count; i++) {
        long start = start(view, index, i);
        long end = i + 1 < count ? start(view, index, i + 1) : start;
        starts.add(start);
        sizes.add(Math.max(0, end - start));
      }
    }
  }

  /** 31 bits, relative to where they are. */
  private static long start(ByteView view, Section index, long entry) throws IOException {
    long distance = view.u32(index.offset() + entry * ENTRY) << 33 >> 33;
    return (index.address() + entry * ENTRY + distance) & 0xffffffffL;
  }
}
