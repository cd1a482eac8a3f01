package dev.plimsoll.verifier.elf;

import java.util.Optional;

/**
 * What an ELF header's machine, class and byte order mean together.
 *
 * @param architecture e.g. {@code aarch64}; {@code machine-<n>} if no table row has it
 * @param abi what tells the ABI from the architecture's usual one, e.g. {@code x32}
 * @param family whose property numbers its notes use, e.g. {@code x86}; empty if none
 * @param modeBits the low bits of a pointer to code that choose a mode and are no address
 */
public record Machine(String architecture, Optional<String> abi, String family, int modeBits) {

  /** The address that a pointer to code holds. */
  public long address(long pointer) {
    return pointer & -(1L << modeBits);
  }

  /** Which of the architecture's instruction sets a pointer to code chooses. */
  public int mode(long pointer) {
    return (int) (pointer & ((1L << modeBits) - 1));
  }
}
