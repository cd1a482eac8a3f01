package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.List;

/** Function symbols, in the file's order; one function may have several. */
public final class SymbolTable {

  private static final int NAME_BYTES = 4096;

  private final ByteView view;
  private final Machine machine;
  private final long[] pointers;
  private final long[] sizes;
  private final long[] names;
  private final boolean[] indirect;
  private final List<Strings> strings;

  /** The string table that the symbols from one index on have their names in. */
  record Strings(int first, long end) {}

  /** Columns of equal length; {@code names} are file offsets. */
  SymbolTable(
      ByteView view,
      Machine machine,
      long[] pointers,
      long[] sizes,
      long[] names,
      boolean[] indirect,
      List<Strings> strings) {
    this.view = view;
    this.machine = machine;
    this.pointers = pointers;
    this.sizes = sizes;
    this.names = names;
    this.indirect = indirect;
    this.strings = List.copyOf(strings);
  }

  /** How many there are. */
  public int count() {
    return pointers.length;
  }

  /** The function's first byte: virtual address, or file offset in a relocatable file. */
  public long address(int index) {
    return machine.address(pointers[index]);
  }

  /** Which of its architecture's instruction sets the function is in. */
  public int mode(int index) {
    return machine.mode(pointers[index]);
  }

  /** How many bytes the symbol claims; 0 if it does not say. */
  public long size(int index) {
    return sizes[index];
  }

  /** Whether the function chooses an implementation when the object is loaded (GNU IFUNC). */
  public boolean indirect(int index) {
    return indirect[index];
  }

  /** The symbol's name, cut after some thousand bytes. */
  public String name(int index) throws IOException {
    long end = names[index];
    for (Strings table : strings) {
      if (table.first() <= index) {
        end = table.end();
      }
    }
    return view.text(names[index], end, NAME_BYTES);
  }
}
