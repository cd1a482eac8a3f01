package dev.plimsoll.cli;

import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import java.util.ArrayList;
import java.util.List;

/** What a hold asks of the kernel and this version does not carry out, in sentences. */
final class Residual {
  private Residual() {}

  static List<String> of(Hold hold) {
    List<String> lines = new ArrayList<>();
    hold.limits()
        .forEach(
            (family, bits) ->
                lines.add(
                    "limit vector-length "
                        + family
                        + " "
                        + bits
                        + ": this version of Plimsoll sets none"));
    if (hold.exec32Bit() == Decision.DENY) {
      lines.add("exec-32bit deny: this version of Plimsoll does not refuse 32-bit programs");
    }
    return lines;
  }
}
