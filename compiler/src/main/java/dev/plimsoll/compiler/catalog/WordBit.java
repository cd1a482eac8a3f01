package dev.plimsoll.compiler.catalog;

import dev.plimsoll.runtime.words.AuxType;
import java.util.Locale;
import java.util.Optional;

/**
 * One bit of one of the words in which the kernel tells a program what the processor has.
 *
 * @param abi {@code native} or {@code compat}: a program of {@link Architecture#compat} on a kernel
 *     of this architecture
 * @param word one of {@link AuxType#WORDS}, as the kernel names it
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
    KERNEL,
    /** Never kept: no kernel of the architecture sets it. */
    NEVER;

    static Rule of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether programs of the architecture itself see it. */
  public boolean isNative() {
    return abi.equals("native");
  }

  /** The auxiliary vector's number for the word. */
  public int auxType() {
    return AuxType.WORDS.stream()
        .filter(type -> AuxType.name(type).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + ": unknown word " + word));
  }

  /** Whether it stays set in the words of a set of its architecture's features. */
  boolean isKept(FeatureSet set) {
    return switch (rule) {
      case FEATURE -> feature.filter(set::contains).isPresent();
      case BASE, KERNEL -> true;
      case NEVER -> false;
    };
  }

  /** The word with this bit alone. */
  public long mask() {
    return 1L << bit;
  }
}
