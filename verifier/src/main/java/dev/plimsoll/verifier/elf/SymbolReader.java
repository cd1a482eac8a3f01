package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the symbol tables (generic ELF ABI, "Symbol Table"): {@code .symtab} and {@code .dynsym},
 * or, in a file without sections, the one that the dynamic section names.
 */
final class SymbolReader {

  static final int INDIRECT_FUNCTION = 10;

  private static final int NO_TYPE = 0;
  private static final int FUNCTION = 2;
  private static final int MOST_TABLES = 4;
  private static final int MOST_SYMBOLS = 2_000_000;
  private static final int MOST_IMPORT_CHARACTERS = 16 << 20;
  private static final int NAME_BYTES = 4096;
  private static final int MOST_ISA_NAMES = 64;
  private static final int NO_ISA = -1;
  private static final int UNDEFINED = 0;
  private static final int RESERVED = 0xff00;

  private record Table(long offset, long size, long entry, long strings, long stringsEnd) {}

  private final ElfHeader header;
  private final Machine machine;
  private final Problems problems;

  private final LongList pointers = new LongList();
  private final LongList sizes = new LongList();
  private final LongList names = new LongList();
  private final BitSet indirect = new BitSet();
  private final List<SymbolTable.Strings> strings = new ArrayList<>();
  private final MappingSymbols.Builder mapping = new MappingSymbols.Builder();
  private final SortedSet<String> imports = new TreeSet<>();
  private final Map<Long, Integer> isaNames = new HashMap<>();
  private final SortedSet<String> isaExtensions = new TreeSet<>();
  private int importCharacters;

  /** What is being read; the tables of several files may be read one after another. */
  private ByteView view;

  private List<Section> sections = List.of();

  SymbolReader(ByteView view, ElfHeader header, Machine machine, Problems problems) {
    this.view = view;
    this.header = header;
    this.machine = machine;
    this.problems = problems;
  }

  void read(
      ByteView from, List<Section> itsSections, List<Segment> segments, Map<Long, Long> dynamic)
      throws IOException {
    view = from;
    sections = itsSections;
    List<Table> tables = new ArrayList<>();
    for (Section s : sections) {
      boolean symbols = s.type() == Section.SYMTAB || s.type() == Section.DYNSYM;
      if (symbols && s.link() > 0 && s.link() < sections.size() && tables.size() < MOST_TABLES) {
        Section text = sections.get(s.link());
        tables.add(
            new Table(
                s.offset(), s.size(), s.entrySize(), text.offset(), text.offset() + text.size()));
      }
    }
    if (sections.isEmpty()) {
      tables.addAll(dynamicTable(segments, dynamic));
    }
    for (Table table : tables) {
      table(table);
    }
  }

  SymbolTable functions() {
    int count = pointers.size();
    boolean[] chosen = new boolean[count];
    indirect.stream().forEach(i -> chosen[i] = true);
    return new SymbolTable(
        machine, pointers.toArray(), sizes.toArray(), names.toArray(), chosen, strings);
  }

  /**
   * The mapping symbols.
   *
   * @param attributes the extensions that the file's attributes name
   */
  MappingSymbols mapping(SortedSet<String> attributes) {
    return mapping.build(attributes.isEmpty() ? isaExtensions : attributes);
  }

  /** The extensions that mapping symbols say code is for. */
  SortedSet<String> isa() {
    return isaExtensions;
  }

  SortedSet<String> imports() {
    return imports;
  }

  /** Without sections nothing tells the table's size: its hash table does, or the next table. */
  private List<Table> dynamicTable(List<Segment> segments, Map<Long, Long> dynamic)
      throws IOException {
    long symbols = offset(segments, dynamic.getOrDefault(DynamicReader.SYMTAB, 0L));
    long text = offset(segments, dynamic.getOrDefault(DynamicReader.STRTAB, 0L));
    long hash = offset(segments, dynamic.getOrDefault(DynamicReader.HASH, 0L));
    long entry = header.wide() ? 24 : 16;
    if (symbols < 0 || text < 0) {
      return List.of();
    }
    long size = 0;
    if (hash >= 0 && view.contains(hash, 8)) {
      size = view.u32(hash + 4) * entry;
    } else if (text > symbols) {
      size = (text - symbols) / entry * entry;
    }
    long textEnd = text + dynamic.getOrDefault(DynamicReader.STRSZ, 0L);
    return List.of(new Table(symbols, size, entry, text, textEnd));
  }

  private static long offset(List<Segment> segments, long address) {
    for (Segment s : segments) {
      if (s.type() == Segment.LOAD && s.holds(address) && address != 0) {
        return s.offset() + (address - s.address());
      }
    }
    return -1;
  }

  private void table(Table table) throws IOException {
    int least = header.wide() ? 24 : 16;
    boolean named = view.contains(table.strings(), table.stringsEnd() - table.strings());
    if (table.entry() < least || !named || !view.contains(table.offset(), table.size())) {
      problems.add(
          "the symbol table at "
              + Problems.hex(table.offset())
              + ", or its names, are not in the file; ignored");
      return;
    }
    strings.add(new SymbolTable.Strings(pointers.size(), view, table.stringsEnd()));
    for (long at = table.offset();
        table.offset() + table.size() - at >= least;
        at += table.entry()) {
      symbol(at, table);
    }
  }

  private void symbol(long at, Table table) throws IOException {
    boolean wide = header.wide();
    int type = view.u8(wide ? at + 4 : at + 12) & 15;
    if (type != NO_TYPE && type != FUNCTION && type != INDIRECT_FUNCTION) {
      return;
    }
    long name = table.strings() + view.u32(at);
    if (name < table.strings() || name >= table.stringsEnd()) {
      return;
    }
    int section = view.u16(wide ? at + 6 : at + 14);
    if (section == UNDEFINED) {
      imported(name, table);
      return;
    }
    long value = view.word(wide ? at + 8 : at + 4, wide);
    if (header.relocatable()) {
      if (section >= sections.size() || section >= RESERVED) {
        return;
      }
      value += sections.get(section).offset();
    }
    if (type == NO_TYPE) {
      mapped(name, table.stringsEnd(), value);
    } else if (room(pointers.size())) {
      indirect.set(pointers.size(), type == INDIRECT_FUNCTION);
      pointers.add(value);
      sizes.add(view.word(wide ? at + 16 : at + 8, wide));
      names.add(name);
    }
  }

  private void imported(long name, Table table) throws IOException {
    if (importCharacters > MOST_IMPORT_CHARACTERS) {
      problems.add("names more undefined symbols than are read; how it detects is not all known");
      return;
    }
    String versioned = view.text(name, table.stringsEnd(), NAME_BYTES);
    int version = versioned.indexOf('@');
    String text = version > 0 ? versioned.substring(0, version) : versioned;
    importCharacters += versioned.length() + 1;
    if (!text.isEmpty()) {
      imports.add(text);
    }
  }

  private void mapped(long name, long end, long value) throws IOException {
    if (view.u8(name) != '$' || !view.contains(name, 3)) {
      return;
    }
    char kind = (char) view.u8(name + 1);
    int after = view.u8(name + 2);
    boolean isa = kind == 'x' && after == 'r';
    if (MappingSymbols.KINDS.indexOf(kind) >= 0
        && (after == 0 || after == '.' || isa)
        && room(mapping.size())) {
      int number = isa ? isa(name, end) : NO_ISA;
      if (number == NO_ISA) {
        mapping.add(value, kind);
      } else {
        mapping.addIsa(value, number);
      }
    }
  }

  /** The number of the extensions that a mapping symbol names, or {@link #NO_ISA}. */
  private int isa(long name, long end) throws IOException {
    Integer known = isaNames.get(name);
    if (known == null) {
      if (isaNames.size() == MOST_ISA_NAMES) {
        problems.add("has more than " + MOST_ISA_NAMES + " ISA strings; the rest is ignored");
        return NO_ISA;
      }
      SortedSet<String> extensions = IsaReader.extensions(view.text(name + 2, end, NAME_BYTES));
      isaExtensions.addAll(extensions);
      known = extensions.isEmpty() ? NO_ISA : mapping.isa(extensions);
      isaNames.put(name, known);
    }
    return known;
  }

  private boolean room(int count) {
    if (count == MOST_SYMBOLS) {
      problems.add("has more than " + MOST_SYMBOLS + " symbols of a kind; the rest is ignored");
    }
    return count < MOST_SYMBOLS;
  }
}
