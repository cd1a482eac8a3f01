package dev.plimsoll.verifier.decode;

import java.util.List;
import java.util.Optional;

/**
 * What instructions of one kind ask of a CPU.
 *
 * @param alternatives each a minimal set of canonical feature names beyond the base ISA, sorted,
 *     any one of which suffices; the first is the one that reports name. One empty list means the
 *     base ISA.
 * @param hint the hint-space family (canonical name, e.g. {@code bti}) if the instruction is a NOP
 *     where its feature is missing; its feature is then not among {@code alternatives}
 * @param detection how the instruction asks which features there are ({@code cpuid}, {@code
 *     xgetbv}, {@code idreg}), if it does
 */
public record InstructionClass(
    List<List<String>> alternatives, Optional<String> hint, Optional<String> detection) {

  public InstructionClass {
    if (alternatives.isEmpty()) {
      throw new IllegalArgumentException("an instruction class needs at least one alternative");
    }
    alternatives = alternatives.stream().map(List::copyOf).toList();
  }

  /** Whether it asks for nothing and tells nothing. */
  public boolean plain() {
    return features().isEmpty() && hint.isEmpty() && detection.isEmpty();
  }

  /** The features that reports name; empty for the base ISA. */
  public List<String> features() {
    return alternatives.get(0);
  }
}
