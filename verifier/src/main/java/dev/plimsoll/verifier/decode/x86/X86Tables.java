package dev.plimsoll.verifier.decode.x86;

import dev.plimsoll.verifier.decode.InstructionClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decision trees and classes of one mode, as flat integers (see SOURCES.md beside the tables).
 *
 * <p>A reference to a node is not negative: the index of its first child in {@link #nodes()} in
 * bits 0 to 17, the shift of the field it tests in bits 18 to 22, the field's mask from bit 23 on.
 * A leaf is negative: the class in bits 0 to 11, the immediate's bytes in bits 12 to 15, then one
 * bit each for: has a ModRM byte with all that follows from it, has a ModRM byte that names
 * registers whatever its mod bits say, takes LOCK, takes REX2.
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
  private static final int ROOTS = EVEX + 0x800;

  private static final int SHIFT = 18;
  private static final int MASK = 23;
  private static final int IMMEDIATE = 12;
  private static final int ADDRESS = 1 << 16;
  private static final int MODRM_ONLY = 1 << 17;
  private static final int TAKES_LOCK = 1 << 18;
  private static final int TAKES_REX2 = 1 << 19;

  private static final Map<Character, Integer> FLAGS =
      Map.of('m', ADDRESS, 'r', MODRM_ONLY, 'l', TAKES_LOCK, 'x', TAKES_REX2);

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
    for (String line : lines("classes.tsv")) {
      String[] cells = line.split("\t", -1);
      classes.add(
          new InstructionClass(alternatives(cells[1]), optional(cells[2]), optional(cells[3])));
      withApx.add(Integer.valueOf(cells[4]));
    }
    Trees trees = new Trees();
    for (String line : lines("trees.tsv")) {
      trees.read(line, Integer.toString(mode));
    }
    return new X86Tables(
        List.copyOf(classes),
        withApx.stream().mapToInt(Integer::intValue).toArray(),
        Arrays.copyOf(trees.nodes, trees.used),
        trees.roots);
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

  private static List<String> lines(String resource) {
    try (InputStream in = X86Tables.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + resource, e);
    }
  }

  /** Turns the lines of trees.tsv into the flat form. */
  private static final class Trees {
    private int[] nodes = new int[1 << 14];
    private int used;
    private int[] references = new int[1 << 12];
    private final int[] roots = new int[ROOTS];

    Trees() {
      Arrays.fill(roots, INVALID);
    }

    /** A line is a node, numbered from 0 on in the order of the file, or a root of a mode. */
    void read(String line, String mode) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals("node")) {
        node(Integer.parseInt(cells[1]), cells[2], cells[3]);
      } else if (cells[1].equals(mode)) {
        int map = start(cells[2]) + Integer.parseInt(cells[3]) * 256;
        roots[map + Integer.parseInt(cells[4], 16)] = reference(cells[5]);
      }
    }

    private void node(int number, String field, String children) {
      int colon = field.indexOf(':');
      int shift = Integer.parseInt(field.substring(0, colon));
      int size = 1 << Integer.parseInt(field.substring(colon + 1));
      if (used + size > nodes.length) {
        nodes = Arrays.copyOf(nodes, nodes.length * 2);
      }
      if (number == references.length) {
        references = Arrays.copyOf(references, number * 2);
      }
      references[number] = used | shift << SHIFT | (size - 1) << MASK;
      for (String child : children.split(" ", -1)) {
        int star = child.indexOf('*');
        int count = star < 0 ? 1 : Integer.parseInt(child.substring(star + 1));
        int reference = reference(star < 0 ? child : child.substring(0, star));
        Arrays.fill(nodes, used, used + count, reference);
        used += count;
      }
    }

    /** Reads {@code -}, {@code @node} or {@code class/modrm,immediate,flags}. */
    private int reference(String text) {
      if (text.equals("-")) {
        return INVALID;
      }
      if (text.charAt(0) == '@') {
        return references[Integer.parseInt(text.substring(1))];
      }
      int slash = text.indexOf('/');
      int leaf = 1 << 31 | Integer.parseInt(text.substring(0, slash));
      leaf |= (text.charAt(slash + 2) - '0') << IMMEDIATE;
      for (int i = slash + 1; i < text.length(); i++) {
        leaf |= FLAGS.getOrDefault(text.charAt(i), 0);
      }
      return leaf;
    }

    private static int start(String space) {
      return switch (space) {
        case "legacy" -> LEGACY_0;
        case "vex" -> VEX;
        case "xop" -> XOP;
        case "evex" -> EVEX;
        default -> throw new IllegalStateException("unknown opcode space " + space);
      };
    }
  }
}
