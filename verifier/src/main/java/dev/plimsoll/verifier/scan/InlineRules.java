package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.table.TableReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The instructions of one instruction set that tell where data is in code: what loads a constant
 * from beside itself, what jumps by a table that follows, and what control never passes, so that
 * data may follow.
 */
final class InlineRules {

  private static final List<List<String>> ROWS =
      TableReader.rows(
          InlineRules.class,
          "inline-data.tsv",
          "architecture",
          "mode",
          "kind",
          "mask",
          "value",
          "immediate",
          "shift",
          "sign",
          "pc",
          "bytes",
          "instruction");

  private static final int ADDED = -1;
  private static final int SIGNED = -2;
  private static final int LONGEST = Long.BYTES;

  /** Control does not pass it, or it only fills a place. */
  static final int ENDS = 1;

  /** It tells of data. */
  static final int SAYS = 2;

  private final List<Rule> loads;
  private final List<Rule> addresses;
  private final List<Rule> bounds;
  private final List<Rule> through;
  private final List<Rule> tables;
  private final List<Rule> ends;
  private final List<Rule> nops;
  private final List<Rule> blanks;
  private final List<Rule> trailers;
  private final int order;

  private final byte[] kinds = new byte[(LONGEST + 1) << Byte.SIZE];

  /**
   * One instruction.
   *
   * @param length in bytes, of the instruction
   * @param fields the parts of the number in it, the highest first
   * @param sign the bit that is clear where the offset is subtracted, or {@link #ADDED} or {@link
   *     #SIGNED}
   * @param pc how far its offsets count from its own address, which is rounded down to words
   * @param bytes of what it loads, or of an entry of its table
   */
  record Rule(
      int length,
      long mask,
      long value,
      List<Field> fields,
      int shift,
      int sign,
      int pc,
      int bytes) {

    private static Rule of(List<String> row) {
      String sign = row.get(7);
      return new Rule(
          row.get(3).length() / 2,
          Long.parseUnsignedLong(row.get(3), 16),
          Long.parseUnsignedLong(row.get(4), 16),
          fields(row.get(5)),
          Integer.parseInt(row.get(6)),
          sign.equals("-") ? ADDED : sign.equals("s") ? SIGNED : Integer.parseInt(sign),
          Integer.parseInt(row.get(8)),
          Integer.parseInt(row.get(9)));
    }

    private static List<Field> fields(String text) {
      return text.equals("-")
          ? List.of()
          : Arrays.stream(text.split(",", -1)).map(Field::of).toList();
    }

    boolean matches(long word, int bytesOfWord) {
      return (word & mask) == value && bytesOfWord == length;
    }

    /** How far from its table an entry of it points. */
    long distance(long entry) {
      return (sign == SIGNED ? (int) entry : entry) << shift;
    }

    /** Whether nothing is at a distance that instructions can be at. */
    boolean refuses(long distance) {
      return sign == SIGNED && (distance == 0 || distance % length != 0);
    }

    /** The number in an instruction. */
    long immediate(long word) {
      long number = 0;
      int width = 0;
      for (Field field : fields) {
        number = (number << field.bits()) | field.of(word);
        width += field.bits();
      }
      int free = Long.SIZE - width;
      return (sign == SIGNED ? (number << free) >> free : number) << shift;
    }

    /** The address that an instruction means. */
    long target(long word, long address) {
      long offset = immediate(word);
      boolean subtracted = sign >= 0 && (word >>> sign & 1) == 0;
      return ((address + pc) & -4) + (subtracted ? -offset : offset);
    }
  }

  /** Adjacent bits. */
  record Field(int bits, int shift) {

    private static Field of(String text) {
      String[] ends = text.split(":", -1);
      int low = Integer.parseInt(ends[1]);
      return new Field(Integer.parseInt(ends[0]) - low + 1, low);
    }

    private long of(long word) {
      return (word >>> shift) & ((1L << bits) - 1);
    }
  }

  private InlineRules(List<List<String>> rows) {
    this.loads = rules(rows, "load");
    this.addresses = rules(rows, "address");
    this.bounds = rules(rows, "bound");
    this.through = rules(rows, "through");
    this.tables = rules(rows, "table");
    this.ends = rules(rows, "end");
    this.nops = rules(rows, "nop");
    this.blanks = Stream.concat(nops.stream(), rules(rows, "void").stream()).toList();
    add(ends, ENDS);
    add(nops, ENDS);
    List.of(loads, addresses, bounds, through, tables).forEach(rules -> add(rules, SAYS));
    this.trailers = rules(rows, "trailer");
    this.order =
        rows.stream()
            .filter(row -> row.get(2).equals("order"))
            .mapToInt(row -> Integer.parseInt(row.get(9)))
            .findFirst()
            .orElse(0);
  }

  /** The rules of each instruction set of an architecture; none if it has none. */
  static List<InlineRules> of(String architecture, int modes) {
    List<InlineRules> all = new ArrayList<>();
    for (int mode = 0; mode < modes; mode++) {
      String number = Integer.toString(mode);
      List<List<String>> rows =
          ROWS.stream()
              .filter(row -> row.get(0).equals(architecture) && row.get(1).equals(number))
              .toList();
      if (!rows.isEmpty()) {
        all.add(new InlineRules(rows));
      }
    }
    return all;
  }

  private static List<Rule> rules(List<List<String>> rows, String kind) {
    return rows.stream().filter(row -> row.get(2).equals(kind)).map(Rule::of).toList();
  }

  private void add(List<Rule> rules, int kind) {
    for (Rule rule : rules) {
      int shift = Byte.SIZE * (rule.length() - 1);
      long mask = (rule.mask() >>> shift) & 0xff;
      for (int first = 0; first <= 0xff; first++) {
        if ((first & mask) == rule.value() >>> shift) {
          kinds[(rule.length() << Byte.SIZE) | first] |= (byte) kind;
        }
      }
    }
  }

  /**
   * Which rules may match an instruction: {@link #ENDS}, {@link #SAYS}, both or 0 for none.
   *
   * @param first byte of its number
   */
  int kinds(int length, byte first) {
    return kinds[(length << Byte.SIZE) | (first & 0xff)];
  }

  /** Whether there is nothing but loads to look for. */
  boolean onlyLoads() {
    return addresses.isEmpty() && tables.isEmpty() && trailers.isEmpty();
  }

  /** What loads a constant from beside itself. */
  List<Rule> loads() {
    return loads;
  }

  /** What takes the address of something ahead that may be a table. */
  List<Rule> addresses() {
    return addresses;
  }

  /** What compares with the last number that a table has an entry for. */
  List<Rule> bounds() {
    return bounds;
  }

  /** What loads from the address that the instruction before took. */
  List<Rule> through() {
    return through;
  }

  /** What jumps by a table that follows. */
  List<Rule> tables() {
    return tables;
  }

  /** What may follow a function's last instruction and describes it. */
  List<Rule> trailers() {
    return trailers;
  }

  /**
   * Of how many bytes the little-endian numbers are that instructions consist of.
   *
   * @param unit of the instruction set, of which they are where nothing else is said
   */
  int order(int unit) {
    return order == 0 ? unit : order;
  }

  /**
   * An instruction as its architecture numbers its bits: of several units, the first is highest.
   */
  static long number(byte[] bytes, int index, int length, int unit) {
    long number = 0;
    for (int at = 0; at < length; at += unit) {
      for (int i = Math.min(unit, length - at) - 1; i >= 0; i--) {
        number = (number << Byte.SIZE) | (bytes[index + at + i] & 0xff);
      }
    }
    return number;
  }

  /** Whether what follows an instruction is not reached from it. */
  boolean ends(long word, int length) {
    return any(ends, word, length);
  }

  /** Whether an instruction only fills a place. */
  boolean fills(long word, int length) {
    return any(nops, word, length);
  }

  /** What is no sign of code: what fills places, and what is undefined for ever. */
  List<Rule> blanks() {
    return blanks;
  }

  private static boolean any(List<Rule> rules, long word, int length) {
    for (Rule rule : rules) {
      if (rule.matches(word, length)) {
        return true;
      }
    }
    return false;
  }
}
