package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a file's executable bytes: its executable sections, or, where it has none, its executable
 * segments. Bytes that several of them claim count once, so that the work is bounded by the file.
 */
final class CodeReader {

  private CodeReader() {}

  static List<CodeRange> read(
      ByteView view,
      ElfHeader header,
      List<Section> sections,
      List<Segment> segments,
      Problems problems) {
    List<CodeRange> claimed = new ArrayList<>();
    for (Section s : sections) {
      if (s.code() && s.size() != 0) {
        long address = header.relocatable() ? s.offset() : s.address();
        clip(new CodeRange(s.name(), address, s.offset(), s.size()), view, problems, claimed);
      }
    }
    if (claimed.isEmpty() && header.type() != ElfHeader.CORE) {
      for (int i = 0; i < segments.size(); i++) {
        Segment s = segments.get(i);
        if (s.code() && s.fileSize() != 0) {
          CodeRange range = new CodeRange("segment " + i, s.address(), s.offset(), s.fileSize());
          clip(range, view, problems, claimed);
        }
      }
    }
    return disjoint(claimed);
  }

  private static void clip(
      CodeRange range, ByteView view, Problems problems, List<CodeRange> claimed) {
    if (view.contains(range.offset(), range.size())) {
      claimed.add(range);
      return;
    }
    long there = view.contains(range.offset(), 0) ? view.size() - range.offset() : 0;
    problems.add(
        "code in "
            + range.name()
            + " at offset "
            + Problems.hex(range.offset())
            + " ends beyond the file: "
            + there
            + " of "
            + Long.toUnsignedString(range.size())
            + " bytes are there");
    if (there > 0) {
      claimed.add(new CodeRange(range.name(), range.address(), range.offset(), there));
    }
  }

  private static List<CodeRange> disjoint(List<CodeRange> claimed) {
    claimed.sort(
        Comparator.comparingLong(CodeRange::offset)
            .thenComparing(Comparator.comparingLong(CodeRange::size).reversed()));
    List<CodeRange> ranges = new ArrayList<>();
    long end = 0;
    for (CodeRange range : claimed) {
      long cut = Math.max(0, end - range.offset());
      if (cut < range.size()) {
        ranges.add(
            new CodeRange(
                range.name(), range.address() + cut, range.offset() + cut, range.size() - cut));
        end = range.offset() + range.size();
      }
    }
    return List.copyOf(ranges);
  }
}
