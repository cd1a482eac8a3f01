package dev.plimsoll.compiler.catalog;

import dev.plimsoll.runtime.words.AuxType;
import java.util.Locale;
import java.util.Optional;

/**
 * One bit of one of the words in which the kernel tells a program what the processor has.
 *
 * @param abi {@code native} or {@code compat}: a 32-bit program on a 64-bit kernel
 * @param word {@code AT_HWCAP}, {@code AT_HWCAP2} or {@code AT_HWCAP3}
 * @param name the kernel's macro
 * @param value the bit's value as the header writes it, in hexadecimal with {@code 0x}
 * @param feature the feature of this architecture that decides it
 */
public record WordBit(
    String abi,
    String word,
    int bit,
    String name,
    String value,
    Optional<String> feature,
    Rule rule,
    String source) {

  /** What becomes of a bit in the words of a feature set. */
  public enum Rule {
    /** Set exactly if the set contains its feature. */
    FEATURE,
    /** Always kept: its feature is in every processor of the architecture. */
    BASE,
    /** Always kept: it is no optional feature but a fact of the kernel or the platform. */
    KERNEL;

    static Rule of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether 64-bit programs see it. */
  public boolean isNative() {
    return abi.equals("native");
  }

  /** The auxiliary vector's number for the word. */
  public int auxType() {
    return switch (word) {
      case "AT_HWCAP" -> AuxType.AT_HWCAP;
      case "AT_HWCAP2" -> AuxType.AT_HWCAP2;
      case "AT_HWCAP3" -> AuxType.AT_HWCAP3;
      case "AT_HWCAP4" -> AuxType.AT_HWCAP4;
      default -> throw new IllegalStateException(name + ": unknown word " + word);
    };
  }

  /** The word with this bit alone. */
  public long mask() {
    return 1L << bit;
  }
}
