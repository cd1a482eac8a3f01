package dev.plimsoll.runtime.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Bits that an answer of the CPUID instruction loses.
 *
 * @param leaf what is asked for in EAX
 * @param subleaf what is asked for in ECX; empty where the answer does not depend on it, or loses
 *     the same whatever it is
 * @param eax the bits that EAX loses, and so on
 */
public record CpuidMask(int leaf, OptionalInt subleaf, int eax, int ebx, int ecx, int edx) {
  private static final int HEX_DIGITS = 8;
  private static final int DECIMAL_DIGITS = 9;
  private static final int DECIMAL = 10;
  private static final int HEX = 16;

  /** The names of the registers, in order. */
  public static final List<String> REGISTERS = List.of("eax", "ebx", "ecx", "edx");

  /** What takes nothing away. */
  public static CpuidMask none(int leaf, OptionalInt subleaf) {
    return new CpuidMask(leaf, subleaf, 0, 0, 0, 0);
  }

  /** The same that takes more bits of one register away. */
  public CpuidMask and(String register, int bits) {
    return switch (register) {
      case "eax" -> new CpuidMask(leaf, subleaf, eax | bits, ebx, ecx, edx);
      case "ebx" -> new CpuidMask(leaf, subleaf, eax, ebx | bits, ecx, edx);
      case "ecx" -> new CpuidMask(leaf, subleaf, eax, ebx, ecx | bits, edx);
      case "edx" -> new CpuidMask(leaf, subleaf, eax, ebx, ecx, edx | bits);
      default -> throw new IllegalArgumentException("no register of CPUID: " + register);
    };
  }

  /** Whether it is about the answer to a question. */
  public boolean concerns(int askedLeaf, int askedSubleaf) {
    return leaf == askedLeaf && (subleaf.isEmpty() || subleaf.getAsInt() == askedSubleaf);
  }

  /** As text, which {@link #parse} reads. */
  public String text() {
    return hex(leaf)
        + (subleaf.isPresent() ? "." + subleaf.getAsInt() : "")
        + " eax="
        + hex(eax)
        + " ebx="
        + hex(ebx)
        + " ecx="
        + hex(ecx)
        + " edx="
        + hex(edx);
  }

  private static String hex(int number) {
    return "0x" + Integer.toHexString(number);
  }

  /** Reads a mask's text; empty if it is none. */
  public static Optional<CpuidMask> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 1 + REGISTERS.size()) {
      return Optional.empty();
    }
    int dot = parts[0].indexOf('.');
    OptionalInt subleaf = OptionalInt.empty();
    if (dot >= 0) {
      subleaf = digits(parts[0].substring(dot + 1), DECIMAL, DECIMAL_DIGITS);
      parts[0] = subleaf.isPresent() ? parts[0].substring(0, dot) : "";
    }
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String before = i == 0 ? "0x" : REGISTERS.get(i - 1) + "=0x";
      OptionalInt number =
          parts[i].startsWith(before)
              ? digits(parts[i].substring(before.length()), HEX, HEX_DIGITS)
              : OptionalInt.empty();
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers[i] = number.getAsInt();
    }
    return Optional.of(
        new CpuidMask(numbers[0], subleaf, numbers[1], numbers[2], numbers[3], numbers[4]));
  }

  /** A number without a sign, in lower case. */
  private static OptionalInt digits(String text, int radix, int most) {
    boolean isNumber = !text.isEmpty() && text.length() <= most;
    for (int i = 0; i < text.length() && isNumber; i++) {
      char c = text.charAt(i);
      isNumber = (c >= '0' && c <= '9') || (radix == HEX && c >= 'a' && c <= 'f');
    }
    return isNumber ? OptionalInt.of(Integer.parseUnsignedInt(text, radix)) : OptionalInt.empty();
  }
}
