package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.ast.Count;
import dev.plimsoll.dsl.ast.Name;

/**
 * Checks vector lengths in bits. Source: Arm ARM DDI 0487, SVE and SME: an SVE length is a multiple
 * of 128 up to 2048, a streaming length a power of two in that range.
 */
final class VectorLengths {
  private static final int SMALLEST = 128;
  private static final int LARGEST = 2048;

  private VectorLengths() {}

  static boolean check(Name family, Count bits, Findings findings) {
    if (!Vocabulary.Kind.VECTOR.check(family, findings)) {
      return false;
    }
    boolean sme = family.text().equals("sme");
    int value = bits.value();
    boolean inRange = value % SMALLEST == 0 && SMALLEST <= value && value <= LARGEST;
    boolean valid = inRange && (!sme || Integer.bitCount(value) == 1);
    if (!valid) {
      String rule = sme ? "a power of two" : "a multiple of 128";
      findings.add(
          PolicyCode.INVALID_VECTOR_LENGTH,
          bits.span(),
          "A vector length of `"
              + family.text()
              + "` is "
              + rule
              + " from 128 to 2048 bits, but here it is "
              + value
              + ".");
    }
    return valid;
  }
}
