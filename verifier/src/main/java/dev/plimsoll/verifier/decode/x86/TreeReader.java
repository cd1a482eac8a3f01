package dev.plimsoll.verifier.decode.x86;

import java.util.Arrays;

/**
 * Reads trees.tsv into the flat form of {@link X86Tables}. It works on bytes, as it runs before the
 * first instruction of a cold start can be decoded.
 *
 * <p>A line is a node ({@code node ⇥ number ⇥ shift:width ⇥ children}), numbered from 0 on in the
 * order of the file and after its children, or a root ({@code root ⇥ mode ⇥ space ⇥ map ⇥ opcode ⇥
 * tree}). A child or tree is {@code -} (nothing decodes), {@code @number} or a leaf {@code
 * class/modrm,immediate,flags}; {@code *count} repeats a child.
 */
final class TreeReader {
  private final byte[] text;
  private final int mode;
  private int at;

  private int[] nodes = new int[1 << 15];
  private int used;
  private int[] references = new int[1 << 13];
  private final int[] roots = new int[X86Tables.ROOTS];

  TreeReader(byte[] text, int mode) {
    this.text = text;
    this.mode = mode;
    Arrays.fill(roots, X86Tables.INVALID);
  }

  void read() {
    while (at < text.length) {
      switch (text[at]) {
        case 'n' -> node();
        case 'r' -> root();
        default -> skipPast('\n');
      }
    }
  }

  int[] nodes() {
    return Arrays.copyOf(nodes, used);
  }

  int[] roots() {
    return roots;
  }

  private void node() {
    skipPast('\t');
    int number = number(10);
    at++;
    int shift = number(10);
    at++;
    int size = 1 << number(10);
    if (used + size > nodes.length) {
      nodes = Arrays.copyOf(nodes, nodes.length * 2);
    }
    if (number == references.length) {
      references = Arrays.copyOf(references, number * 2);
    }
    references[number] = X86Tables.node(used, shift, size);
    int end = used + size;
    while (text[at] != '\n') {
      at++;
      int reference = reference();
      int count = 1;
      if (text[at] == '*') {
        at++;
        count = number(10);
      }
      Arrays.fill(nodes, used, used + count, reference);
      used += count;
    }
    if (used != end) {
      throw new IllegalStateException("node " + number + " has the wrong number of children");
    }
    at++;
  }

  private void root() {
    skipPast('\t');
    if (number(10) != mode) {
      skipPast('\n');
      return;
    }
    at++;
    int space =
        switch (text[at]) {
          case 'l' -> X86Tables.LEGACY_0;
          case 'v' -> X86Tables.VEX;
          case 'x' -> X86Tables.XOP;
          case 'e' -> X86Tables.EVEX;
          default -> throw new IllegalStateException("unknown opcode space at byte " + at);
        };
    skipPast('\t');
    int map = number(10);
    at++;
    int opcode = number(16);
    at++;
    roots[space + map * 256 + opcode] = reference();
    skipPast('\n');
  }

  private int reference() {
    if (text[at] == '-') {
      at++;
      return X86Tables.INVALID;
    }
    if (text[at] == '@') {
      at++;
      return references[number(10)];
    }
    int instructionClass = number(10);
    at++;
    int flags = flag(text[at]);
    at++;
    int immediate = number(10);
    for (int flag = flag(text[at]); flag != 0; flag = flag(text[at])) {
      flags |= flag;
      at++;
    }
    return X86Tables.leaf(instructionClass, immediate, flags);
  }

  private static int flag(byte letter) {
    return switch (letter) {
      case 'm' -> X86Tables.ADDRESS;
      case 'r' -> X86Tables.MODRM_ONLY;
      case 'l' -> X86Tables.TAKES_LOCK;
      case 'x' -> X86Tables.TAKES_REX2;
      case 'a' -> DistinctRegisters.REG_VVVV;
      case 'b' -> DistinctRegisters.REG_RM;
      case 'c' -> DistinctRegisters.VVVV_RM;
      case 'd' -> DistinctRegisters.REG_INDEX;
      case 'e' -> DistinctRegisters.VVVV_INDEX;
      case 'g' -> DistinctRegisters.VVVV_GENERAL;
      default -> 0;
    };
  }

  private int number(int radix) {
    int value = 0;
    for (int digit = Character.digit(text[at], radix); digit >= 0; ) {
      value = value * radix + digit;
      at++;
      digit = Character.digit(text[at], radix);
    }
    return value;
  }

  private void skipPast(char end) {
    while (text[at] != end) {
      at++;
    }
    at++;
  }
}
