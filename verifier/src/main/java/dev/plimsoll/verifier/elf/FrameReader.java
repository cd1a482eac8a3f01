package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the code ranges of unwind entries from {@code .eh_frame} (Linux Standard Base, "Exception
 * Frames") and {@code .debug_frame} (DWARF 5, section 6.4), and those of 32-bit ARM from their
 * index.
 */
final class FrameReader {

  private static final String EXCEPTIONS = ".eh_frame";
  private static final int MOST_SECTIONS = 4;
  private static final int MOST_FRAMES = 2_000_000;
  private static final int MOST_COMMON_ENTRIES = 200_000;
  private static final int MOST_AUGMENTATION = 32;
  private static final long EXTENDED_LENGTH = 0xffffffffL;

  private static final int OMITTED = 0xff;
  private static final int INDIRECT = 0x80;
  private static final int RELATIVE_TO = 0x70;
  private static final int ABSOLUTE = 0;
  private static final int PC_RELATIVE = 0x10;
  private static final int ALIGNED = 0x50;

  private static final Optional<Integer> UNREADABLE = Optional.empty();

  private final ByteView view;
  private final ElfHeader header;
  private final Problems problems;
  private final LongList starts = new LongList();
  private final LongList sizes = new LongList();

  /** The common entry that was looked up last, and what it says. */
  private long lastOwner = -1;

  private Optional<Integer> lastEncoding = UNREADABLE;

  private FrameReader(ByteView view, ElfHeader header, Problems problems) {
    this.view = view;
    this.header = header;
    this.problems = problems;
  }

  /** A relocatable file's entries point nowhere before it is linked; it has none here. */
  static FrameTable read(
      ByteView view,
      ElfHeader header,
      Machine machine,
      List<Section> sections,
      List<Segment> segments,
      Problems problems)
      throws IOException {
    FrameReader reader = new FrameReader(view, header, problems);
    List<Section> frames =
        sections.stream()
            .filter(s -> s.name().equals(EXCEPTIONS) || s.name().equals(".debug_frame"))
            .filter(s -> s.type() != Section.NOBITS && !s.compressed())
            .limit(header.relocatable() ? 0 : MOST_SECTIONS)
            .toList();
    for (Section s : frames) {
      reader.section(s, s.name().equals(EXCEPTIONS));
    }
    if (!header.relocatable()) {
      UnwindIndexReader.read(
          view, machine, sections, segments, problems, reader.starts, reader.sizes);
    }
    return new FrameTable(reader.starts.toArray(), reader.sizes.toArray());
  }

  private void section(Section section, boolean exceptions) throws IOException {
    if (!view.contains(section.offset(), section.size())) {
      problems.add(section.name() + " is not in the file; its functions are not known");
      return;
    }
    Map<Long, Optional<Integer>> encodings = new HashMap<>();
    lastOwner = -1;
    long end = section.offset() + section.size();
    long at = section.offset();
    while (end - at >= 4) {
      Cursor cursor = new Cursor(view, at, end);
      long length = cursor.u32();
      boolean extended = length == EXTENDED_LENGTH;
      length = extended ? cursor.u64() : length;
      long body = cursor.at();
      if (length == 0 && exceptions) {
        at = body;
        continue;
      }
      if (cursor.failed() || length <= 0 || length > end - body) {
        problems.add(section.name() + " is damaged at " + Problems.hex(at) + "; the rest ignored");
        return;
      }
      if (starts.size() == MOST_FRAMES) {
        problems.add("has more than " + MOST_FRAMES + " unwind entries; the rest is ignored");
        return;
      }
      entry(section, exceptions, extended, body, body + length, encodings);
      at = body + length;
    }
  }

  private void entry(
      Section section,
      boolean exceptions,
      boolean extended,
      long body,
      long end,
      Map<Long, Optional<Integer>> encodings)
      throws IOException {
    Cursor cursor = new Cursor(view, body, end);
    boolean wideId = extended && !exceptions;
    long id = wideId ? cursor.u64() : cursor.u32();
    long common = exceptions ? 0 : wideId ? -1 : EXTENDED_LENGTH;
    if (cursor.failed() || id == common) {
      return;
    }
    long owner = exceptions ? body - id : section.offset() + id;
    if (owner != lastOwner) {
      lastEncoding = common(section, exceptions, owner, encodings);
      lastOwner = owner;
    }
    Optional<Integer> encoding = lastEncoding;
    if (encoding.isEmpty()) {
      problems.add(section.name() + " has entries without a readable common entry; ignored");
      return;
    }
    long place = section.address() + (cursor.at() - section.offset());
    if (encoding.get() == ALIGNED) {
      cursor.skip(-place & (header.wide() ? 7 : 3));
    }
    long start = pointer(cursor, encoding.get());
    long size = pointer(cursor, encoding.get() & 0x0f);
    start += (encoding.get() & RELATIVE_TO) == PC_RELATIVE ? place : 0;
    if (!cursor.failed() && size != 0) {
      starts.add(header.wide() ? start : start & EXTENDED_LENGTH);
      sizes.add(header.wide() ? size : size & EXTENDED_LENGTH);
    }
  }

  private Optional<Integer> common(
      Section section, boolean exceptions, long at, Map<Long, Optional<Integer>> known)
      throws IOException {
    Optional<Integer> encoding = known.get(at);
    if (encoding == null) {
      encoding = UNREADABLE;
      if (known.size() < MOST_COMMON_ENTRIES) {
        encoding = encoding(section, exceptions, at);
        known.put(at, encoding);
      }
    }
    return encoding;
  }

  /** How a common entry (CIE) says that its functions' addresses are written. */
  private Optional<Integer> encoding(Section section, boolean exceptions, long at)
      throws IOException {
    long end = section.offset() + section.size();
    if (at < section.offset() || at >= end) {
      return UNREADABLE;
    }
    Cursor cursor = new Cursor(view, at, end);
    boolean extended = cursor.u32() == EXTENDED_LENGTH;
    cursor.skip(extended ? 8 : 0);
    cursor.skip(extended && !exceptions ? 8 : 4);
    int version = cursor.u8();
    StringBuilder letters = new StringBuilder();
    for (int c = cursor.u8(); c != 0 && letters.length() < MOST_AUGMENTATION; c = cursor.u8()) {
      letters.append((char) c);
    }
    if (letters.toString().equals("eh")) {
      cursor.skip(header.wide() ? 8 : 4);
    }
    int segment = 0;
    if (version >= 4) {
      cursor.skip(1);
      segment = cursor.u8();
    }
    cursor.uleb();
    cursor.sleb();
    if (version == 1) {
      cursor.u8();
    } else {
      cursor.uleb();
    }
    int encoding = letters.indexOf("z") == 0 ? augmented(cursor, letters) : ABSOLUTE;
    boolean readable = !cursor.failed() && segment == 0 && version >= 1 && version <= 5;
    return readable && known(encoding) ? Optional.of(encoding) : UNREADABLE;
  }

  private int augmented(Cursor cursor, StringBuilder letters) throws IOException {
    cursor.uleb();
    int encoding = ABSOLUTE;
    for (int i = 1; i < letters.length(); i++) {
      switch (letters.charAt(i)) {
        case 'R' -> encoding = cursor.u8();
        case 'L' -> cursor.u8();
        case 'P' -> pointer(cursor, cursor.u8());
        case 'S', 'B', 'G' -> {}
        default -> {
          return letters.indexOf("R") < i ? encoding : OMITTED;
        }
      }
    }
    return encoding;
  }

  private static boolean known(int encoding) {
    int base = encoding & RELATIVE_TO;
    return encoding != OMITTED
        && (encoding & INDIRECT) == 0
        && (base == ABSOLUTE || base == PC_RELATIVE || encoding == ALIGNED)
        && (encoding & 0x07) <= 0x04;
  }

  private long pointer(Cursor cursor, int encoding) throws IOException {
    return switch (encoding & 0x0f) {
      case 0x01 -> cursor.uleb();
      case 0x02 -> cursor.u16();
      case 0x03 -> cursor.u32();
      case 0x04, 0x0c -> cursor.u64();
      case 0x08 -> header.wide() ? cursor.u64() : (int) cursor.u32();
      case 0x09 -> cursor.sleb();
      case 0x0a -> (short) cursor.u16();
      case 0x0b -> (int) cursor.u32();
      default -> header.wide() ? cursor.u64() : cursor.u32();
    };
  }
}
