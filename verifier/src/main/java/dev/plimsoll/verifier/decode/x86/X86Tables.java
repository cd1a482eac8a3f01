package dev.plimsoll.verifier.decode.x86;

import dev.plimsoll.verifier.decode.InstructionClass;
import dev.plimsoll.verifier.table.TableReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The decision trees and classes of one mode, as flat integers (see SOURCES.md beside the tables).
 *
 * <p>A reference to a node is not negative: the index of its first child in {@link #nodes()} in
 * bits 0 to 17, the shift of the field it tests in bits 18 to 22, the field's mask from bit 23 on.
 * A leaf is negative: the class in bits 0 to 11, the immediate's bytes in bits 12 to 15, then one
 * bit each for: has a ModRM byte with all that follows from it, has a ModRM byte that names
 * registers whatever its mod bits say, takes LOCK, takes REX2, and those of {@link
 * DistinctRegisters}.
 */
final class X86Tables {
  /** The leaf of what no pattern allows. */
  static final int INVALID = -1;

  // Where the 256 roots of an opcode map begin.
  static final int LEGACY_0 = 0;
  static final int LEGACY_1 = 0x100;
  static final int LEGACY_2 = 0x200;
  static final int LEGACY_3 = 0x300;
  static final int LEGACY_4 = 0x400;
  static final int VEX = 0x500;
  static final int XOP = VEX + 0x1000;
  static final int EVEX = XOP + 0x1000;
  static final int ROOTS = EVEX + 0x800;

  private static final int SHIFT = 18;
  private static final int MASK = 23;
  private static final int IMMEDIATE = 12;
  static final int ADDRESS = 1 << 16;
  static final int MODRM_ONLY = 1 << 17;
  static final int TAKES_LOCK = 1 << 18;
  static final int TAKES_REX2 = 1 << 19;

  private static final String[] COLUMNS = {
    "class", "modes", "alternatives", "hint", "detection", "with_apx"
  };

  /** Stands in the place of a class that only the other mode has. */
  private static final InstructionClass OF_THE_OTHER_MODE =
      new InstructionClass(List.of(List.of()), Optional.empty(), Optional.empty());

  private final List<InstructionClass> classes;
  private final int[] withApx;
  private final int[] nodes;
  private final int[] roots;

  private X86Tables(List<InstructionClass> classes, int[] withApx, int[] nodes, int[] roots) {
    this.classes = classes;
    this.withApx = withApx;
    this.nodes = nodes;
    this.roots = roots;
  }

  /** Reads the tables of a mode, 64 or 32, from the resources. */
  static X86Tables load(int mode) {
    List<InstructionClass> classes = new ArrayList<>();
    List<Integer> withApx = new ArrayList<>();
    for (List<String> row : TableReader.rows(X86Tables.class, "classes.tsv", COLUMNS)) {
      boolean own = List.of(row.get(1).split(",", -1)).contains(String.valueOf(mode));
      classes.add(
          own
              ? new InstructionClass(
                  alternatives(row.get(2)), optional(row.get(3)), optional(row.get(4)))
              : OF_THE_OTHER_MODE);
      withApx.add(Integer.valueOf(row.get(5)));
    }
    TreeReader trees = new TreeReader(resource("trees.tsv"), mode);
    trees.read();
    return new X86Tables(
        List.copyOf(classes),
        withApx.stream().mapToInt(Integer::intValue).toArray(),
        trees.nodes(),
        trees.roots());
  }

  List<InstructionClass> classes() {
    return classes;
  }

  /** By class: the class of the same instruction with a register that only APX has. */
  int[] withApx() {
    return withApx;
  }

  int[] nodes() {
    return nodes;
  }

  int[] roots() {
    return roots;
  }

  static int node(int firstChild, int shift, int size) {
    return firstChild | shift << SHIFT | (size - 1) << MASK;
  }

  static int leaf(int instructionClass, int immediate, int flags) {
    return 1 << 31 | instructionClass | immediate << IMMEDIATE | flags;
  }

  static int child(int node, int word) {
    return (node & (1 << SHIFT) - 1) + (word >>> (node >>> SHIFT) & node >>> MASK);
  }

  static int classIndex(int leaf) {
    return leaf & 0xfff;
  }

  static int immediate(int leaf) {
    return leaf >>> IMMEDIATE & 15;
  }

  static boolean hasAddress(int leaf) {
    return (leaf & ADDRESS) != 0;
  }

  static boolean hasModRmOnly(int leaf) {
    return (leaf & MODRM_ONLY) != 0;
  }

  /** Whether a ModRM byte follows the opcode, or may, given the root of its tree. */
  static boolean hasModRm(int root) {
    return root >= 0 || hasAddress(root) || hasModRmOnly(root);
  }

  static boolean takesLock(int leaf) {
    return (leaf & TAKES_LOCK) != 0;
  }

  static boolean takesRex2(int leaf) {
    return (leaf & TAKES_REX2) != 0;
  }

  private static List<List<String>> alternatives(String cell) {
    List<List<String>> alternatives = new ArrayList<>();
    for (String alternative : cell.split("\\|", -1)) {
      alternatives.add(alternative.isEmpty() ? List.of() : List.of(alternative.split(",", -1)));
    }
    return alternatives;
  }

  private static Optional<String> optional(String cell) {
    return cell.isEmpty() ? Optional.empty() : Optional.of(cell);
  }

  private static byte[] resource(String name) {
    try (InputStream in = X86Tables.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}
