package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.util.ArrayList;
import java.util.List;

/** Assembles small ELF files by hand, valid unless told otherwise. */
public final class ElfBuilder {

  public static final int X86_64 = 62;
  public static final int AARCH64 = 183;

  private static final int FUNCTION = 2;
  private static final int UNDEFINED = 0;

  private record Part(String name, int type, long flags, long address, byte[] data, long size) {}

  private record Symbol(String name, int type, int section, long value, long size) {}

  private record Header(int type, int flags, String section) {}

  private final boolean wide;
  private final boolean bigEndian;
  private final List<Part> parts = new ArrayList<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private final List<Header> headers = new ArrayList<>();
  private int machine = X86_64;
  private int type = 3;
  private long entry;
  private long flags;
  private boolean sectionHeaders = true;

  public ElfBuilder(boolean wide, boolean bigEndian) {
    this.wide = wide;
    this.bigEndian = bigEndian;
  }

  /** A 64-bit little-endian shared object. */
  public static ElfBuilder shared(int machine) {
    return new ElfBuilder(true, false).machine(machine);
  }

  public ElfBuilder machine(int number) {
    machine = number;
    return this;
  }

  public ElfBuilder type(int number) {
    type = number;
    return this;
  }

  public ElfBuilder entry(long address) {
    entry = address;
    return this;
  }

  public ElfBuilder flags(long bits) {
    flags = bits;
    return this;
  }

  public ElfBuilder withoutSectionHeaders() {
    sectionHeaders = false;
    return this;
  }

  /** An executable section; the first part that is added is section 1. */
  public ElfBuilder code(String name, long address, byte... code) {
    return part(name, Section.PROGBITS, 6, address, code);
  }

  public ElfBuilder part(String name, int sectionType, long flags, long address, byte... data) {
    return sized(name, sectionType, flags, address, data, data.length);
  }

  /** A section that claims another size than it has. */
  public ElfBuilder sized(
      String name, int sectionType, long flags, long address, byte[] data, long size) {
    parts.add(new Part(name, sectionType, flags, address, data, size));
    return this;
  }

  public ElfBuilder function(String name, long address, long size) {
    return symbol(name, FUNCTION, 1, address, size);
  }

  public ElfBuilder imported(String name) {
    return symbol(name, FUNCTION, UNDEFINED, 0, 0);
  }

  public ElfBuilder symbol(String name, int symbolType, int section, long value, long size) {
    symbols.add(new Symbol(name, symbolType, section, value, size));
    return this;
  }

  /** A program header over a part's bytes. */
  public ElfBuilder segment(int segmentType, int flags, String part) {
    headers.add(new Header(segmentType, flags, part));
    return this;
  }

  /** The file read. */
  public ElfFile read() {
    return (ElfFile) ElfReader.read(new MemoryBytes(build()));
  }

  public byte[] build() {
    List<Part> all = new ArrayList<>(parts);
    BytesBuilder strings = new BytesBuilder(bigEndian).u8(0);
    if (!symbols.isEmpty()) {
      byte[] table = symbolTable(strings);
      all.add(new Part(".symtab", Section.SYMTAB, 0, 0, table, table.length));
      byte[] names = strings.build();
      all.add(new Part(".strtab", 3, 0, 0, names, names.length));
    }
    BytesBuilder sectionNames = new BytesBuilder(bigEndian).u8(0);
    List<Integer> nameOffsets = new ArrayList<>();
    for (Part part : all) {
      nameOffsets.add(sectionNames.size());
      sectionNames.text(part.name());
    }
    nameOffsets.add(sectionNames.size());
    sectionNames.text(".shstrtab");
    byte[] names = sectionNames.build();
    all.add(new Part(".shstrtab", 3, 0, 0, names, names.length));

    int programHeaders = wide ? 64 : 52;
    int at = programHeaders + headers.size() * (wide ? 56 : 32);
    List<Integer> offsets = new ArrayList<>();
    for (Part part : all) {
      at = (at + 15) / 16 * 16;
      offsets.add(at);
      at += part.data().length;
    }
    int sectionTable = (at + 15) / 16 * 16;

    BytesBuilder out = new BytesBuilder(bigEndian);
    header(out, headers.isEmpty() ? 0 : programHeaders, sectionTable, all.size() + 1);
    for (Header header : headers) {
      int index = indexOf(all, header.section());
      programHeader(out, header, offsets.get(index), all.get(index));
    }
    for (Part part : all) {
      out.align(16).bytes(part.data());
    }
    if (sectionHeaders) {
      out.align(16).bytes(new byte[wide ? 64 : 40]);
      for (int i = 0; i < all.size(); i++) {
        sectionHeader(out, all.get(i), nameOffsets.get(i), offsets.get(i), i + 2);
      }
    }
    return out.build();
  }

  private byte[] symbolTable(BytesBuilder strings) {
    BytesBuilder table = new BytesBuilder(bigEndian).bytes(new byte[wide ? 24 : 16]);
    for (Symbol symbol : symbols) {
      int name = strings.size();
      strings.text(symbol.name());
      table.u32(name);
      if (wide) {
        table.u8(symbol.type()).u8(0).u16(symbol.section());
        table.u64(symbol.value()).u64(symbol.size());
      } else {
        table.u32(symbol.value()).u32(symbol.size());
        table.u8(symbol.type()).u8(0).u16(symbol.section());
      }
    }
    return table.build();
  }

  private void header(BytesBuilder out, int programHeaders, int sectionTable, int count) {
    out.bytes((byte) 0x7f, (byte) 'E', (byte) 'L', (byte) 'F');
    out.u8(wide ? 2 : 1).u8(bigEndian ? 2 : 1).u8(1).bytes(new byte[9]);
    out.u16(type).u16(machine).u32(1);
    out.word(entry, wide).word(programHeaders, wide);
    out.word(sectionHeaders ? sectionTable : 0, wide);
    out.u32(flags).u16(wide ? 64 : 52).u16(wide ? 56 : 32).u16(headers.size());
    out.u16(wide ? 64 : 40);
    out.u16(sectionHeaders ? count : 0).u16(sectionHeaders ? count - 1 : 0);
  }

  private void programHeader(BytesBuilder out, Header header, long offset, Part part) {
    out.u32(header.type());
    if (wide) {
      out.u32(header.flags());
    }
    out.word(offset, wide).word(part.address(), wide).word(part.address(), wide);
    out.word(part.size(), wide).word(part.size(), wide);
    if (!wide) {
      out.u32(header.flags());
    }
    out.word(16, wide);
  }

  private void sectionHeader(BytesBuilder out, Part part, int name, long offset, int next) {
    boolean table = part.type() == Section.SYMTAB;
    out.u32(name).u32(part.type());
    out.word(part.flags(), wide).word(part.address(), wide).word(offset, wide);
    out.word(part.size(), wide).u32(table ? next : 0).u32(0).word(1, wide);
    out.word(table ? (wide ? 24 : 16) : 0, wide);
  }

  private static int indexOf(List<Part> all, String name) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no part " + name);
  }
}
