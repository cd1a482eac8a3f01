package dev.plimsoll.runtime.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bits that an answer of the CPUID instruction loses.
 *
 * @param leaf what is asked for in EAX
 * @param subleaf what is asked for in ECX; empty where the answer does not depend on it, or loses
 *     the same whatever it is
 * @param eax the bits that EAX loses, and so on
 */
public record CpuidMask(int leaf, OptionalInt subleaf, int eax, int ebx, int ecx, int edx) {
  private static final String NUMBER = "0x([0-9a-f]{1,8})";
  private static final Pattern TEXT =
      Pattern.compile(
          NUMBER
              + "(?:\\.(\\d{1,9}))?"
              + " eax="
              + NUMBER
              + " ebx="
              + NUMBER
              + " ecx="
              + NUMBER
              + " edx="
              + NUMBER);
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
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    OptionalInt subleaf =
        m.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(m.group(2)));
    return Optional.of(
        new CpuidMask(
            number(m.group(1)),
            subleaf,
            number(m.group(3)),
            number(m.group(4)),
            number(m.group(5)),
            number(m.group(6))));
  }

  private static int number(String digits) {
    return Integer.parseUnsignedInt(digits, HEX);
  }
}
