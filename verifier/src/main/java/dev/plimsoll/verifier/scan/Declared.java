package dev.plimsoll.verifier.scan;

import java.util.List;

/**
 * What an object's GNU property notes declare, sorted as the properties' bits are, and its
 * attributes.
 *
 * @param needed {@code x86 ISA_1_NEEDED}: levels without which the loader refuses the object
 * @param used {@code x86 ISA_1_USED}: levels of which it has code, guarded or not
 * @param features1and {@code FEATURE_1_AND}: properties of all its code, e.g. {@code bti} or {@code
 *     ibt}
 * @param isa extensions, or versions and options, of the instruction set that its code is for:
 *     build attributes, mapping symbols
 * @param abi how its functions call each other: flags of the ELF header, build attributes
 */
public record Declared(
    List<String> needed,
    List<String> used,
    List<String> features1and,
    List<String> isa,
    List<String> abi) {

  /** An object without property notes. */
  public static final Declared NOTHING =
      new Declared(List.of(), List.of(), List.of(), List.of(), List.of());

  public Declared {
    needed = List.copyOf(needed);
    used = List.copyOf(used);
    features1and = List.copyOf(features1and);
    isa = List.copyOf(isa);
    abi = List.copyOf(abi);
  }
}
