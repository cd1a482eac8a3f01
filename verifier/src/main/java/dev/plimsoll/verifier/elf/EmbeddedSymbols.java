package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import dev.plimsoll.verifier.bytes.Compression;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads the symbols of the ELF file within an ELF file, compressed, that distributions leave in
 * stripped files for stack traces: {@code .gnu_debugdata} (GDB manual, "MiniDebugInfo").
 */
final class EmbeddedSymbols {

  private static final String SECTION = ".gnu_debugdata";
  private final ByteView view;
  private final ElfHeader header;
  private final Unpacking unpacking;
  private final Problems problems;

  EmbeddedSymbols(ByteView view, ElfHeader header, Unpacking unpacking, Problems problems) {
    this.view = view;
    this.header = header;
    this.unpacking = unpacking;
    this.problems = problems;
  }

  /** Adds the symbols that are in the first such section, if there is one. */
  void read(List<Section> sections, SymbolReader symbols) throws IOException {
    for (Section section : sections) {
      if (section.name().equals(SECTION) && section.type() != Section.NOBITS) {
        try {
          PackedBytes packed = new PackedBytes(view, header.wide(), unpacking);
          read(packed.unpacked(Compression.XZ, section.offset(), section.size()), symbols);
        } catch (IOException e) {
          problems.add(SECTION + " cannot be read; its functions are not known: " + e.getMessage());
        }
        return;
      }
    }
  }

  private void read(MemoryBytes source, SymbolReader symbols) throws IOException {
    String refusal = HeaderReader.refusal(source);
    if (!refusal.isEmpty()) {
      throw new IOException(refusal);
    }
    ByteView inner = new ByteView(source, header.bigEndian());
    ElfHeader its = HeaderReader.header(inner, header.wide(), header.bigEndian());
    boolean same = inner.u8(4) == view.u8(4) && inner.u8(5) == view.u8(5);
    if (!same || its.machine() != header.machine() || header.relocatable()) {
      throw new IOException("it is for another machine");
    }
    HeaderReader headers = new HeaderReader(inner, header.wide(), problems);
    symbols.read(inner, headers.sections(), List.of(), Map.of());
  }
}
