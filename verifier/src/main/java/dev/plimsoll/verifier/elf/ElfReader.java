package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Reads ELF files of both classes and byte orders from input that need not be honest: whatever the
 * bytes are, the answer is an {@link ElfResult}, found in time and memory bounded by their number.
 */
public final class ElfReader {

  private ElfReader() {}

  /**
   * Reads what a file says of itself, without its code.
   *
   * @param source the file; it must stay open as long as the result is used
   */
  public static ElfResult read(ByteSource source) {
    return read(source, Unpacking.NONE);
  }

  /**
   * Reads what a file says of itself, in compressed sections, too.
   *
   * @param source the file; it must stay open as long as the result is used
   * @param unpacking how sections are decompressed
   */
  public static ElfResult read(ByteSource source, Unpacking unpacking) {
    try {
      String refusal = HeaderReader.refusal(source);
      return refusal.isEmpty() ? file(source, unpacking) : new MalformedElf(refusal);
    } catch (IOException e) {
      return new MalformedElf("cannot be read: " + e.getMessage());
    }
  }

  private static ElfFile file(ByteSource source, Unpacking unpacking) throws IOException {
    ByteView identification = new ByteView(source, true);
    boolean wide = identification.u8(4) == 2;
    boolean bigEndian = identification.u8(5) == 2;
    ByteView view = new ByteView(source, bigEndian);
    ElfHeader header = HeaderReader.header(view, wide, bigEndian);
    Problems problems = new Problems();
    HeaderReader headers = new HeaderReader(view, wide, problems);
    List<Section> sections = headers.sections();
    List<Segment> segments = headers.segments();
    Machine machine = Machines.of(header);
    Map<Long, Long> dynamic = DynamicReader.read(view, header, sections, segments);
    SymbolReader symbols = new SymbolReader(view, header, machine, problems);
    symbols.read(view, sections, segments, dynamic);
    if (unpacking != Unpacking.NONE) {
      new EmbeddedSymbols(view, header, unpacking, problems).read(sections, symbols);
    }
    SortedSet<String> isa = IsaReader.read(view, machine, sections, problems);
    isa.addAll(symbols.isa());
    return new ElfFile(
        header,
        machine,
        type(header, segments, dynamic),
        CodeReader.read(view, header, sections, segments, problems),
        symbols.functions(),
        symbols.mapping(),
        FrameReader.read(view, header, machine, sections, segments, problems),
        EntryReader.read(view, header, sections, segments, dynamic, problems),
        PropertyReader.read(view, header, machine, sections, segments, problems),
        isa,
        symbols.imports(),
        problems.list());
  }

  private static String type(ElfHeader header, List<Segment> segments, Map<Long, Long> dynamic) {
    return switch (header.type()) {
      case ElfHeader.RELOCATABLE -> "relocatable";
      case ElfHeader.EXECUTABLE -> "executable";
      case ElfHeader.SHARED -> pie(segments, dynamic) ? "pie" : "shared";
      case ElfHeader.CORE -> "core";
      default -> "type-" + header.type();
    };
  }

  /** Linkers before the PIE flag left only the interpreter, which libc.so.6 has too. */
  private static boolean pie(List<Segment> segments, Map<Long, Long> dynamic) {
    long flags = dynamic.getOrDefault(DynamicReader.FLAGS_1, 0L);
    return (flags & DynamicReader.FLAG_1_PIE) != 0
        || (segments.stream().anyMatch(s -> s.type() == Segment.INTERPRETER)
            && !dynamic.containsKey(DynamicReader.SONAME));
  }
}
