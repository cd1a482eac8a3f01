package dev.plimsoll.runtime.knob;

import java.util.Optional;

/**
 * Numbers as C's {@code strtoull} reads them with base 0: {@code 0x1f}, {@code 017}, {@code 15}.
 */
final class Numbers {
  private Numbers() {}

  /** The number; empty if it is none or more than 64 bits. */
  static Optional<Long> parse(String text) {
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return Optional.of(Long.parseUnsignedLong(text.substring(2), 16));
      }
      return Optional.of(Long.parseUnsignedLong(text, text.startsWith("0") ? 8 : 10));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
