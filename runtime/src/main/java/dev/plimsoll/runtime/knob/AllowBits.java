package dev.plimsoll.runtime.knob;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A number whose bits say what remains, as in {@code GNUTLS_CPUID_OVERRIDE}, {@code OPENSSL_armcap}
 * and {@code VPX_SIMD_CAPS_MASK}. Tokens are hexadecimal bits. The argument is {@code
 * nothing[,default]}: the number that stands for no bit at all, and, where the component has one,
 * the number that it takes for "not set".
 */
final class AllowBits implements Grammar {

  @Override
  public String encode(Switchboard board, Set<String> off) {
    long bits = 0;
    for (String id : board.ids()) {
      if (!off.contains(id)) {
        bits |= bit(id);
      }
    }
    return text(board, bits);
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    long bits = remaining(board, value);
    Set<String> off = new LinkedHashSet<>();
    board.ids().stream().filter(id -> (bits & bit(id)) == 0).forEach(off::add);
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    return new Merged.Value(text(board, remaining(board, users.value()) & remaining(board, ours)));
  }

  /** The bits that a value leaves; of what is no number, none. */
  private static long remaining(Switchboard board, String value) {
    String[] special = board.argument().split(",", -1);
    long bits = Numbers.parse(value).orElse(0L);
    if (special.length > 1 && Numbers.parse(special[1]).filter(d -> d == bits).isPresent()) {
      return -1;
    }
    return (bits & nothing(board)) != 0 ? 0 : bits;
  }

  private static String text(Switchboard board, long bits) {
    return Numbers.hex(bits == 0 ? nothing(board) : bits);
  }

  private static long nothing(Switchboard board) {
    return Numbers.parse(board.argument().split(",", -1)[0]).orElse(0L);
  }

  private static long bit(String id) {
    return Numbers.parse(id).orElse(0L);
  }
}
