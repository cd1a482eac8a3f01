package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The fields of {@code /proc/PID/status}, by their names. */
final class ProcStatus {
  /** {@code CAP_SYS_PTRACE} of {@code linux/capability.h}. */
  static final int SYS_PTRACE = 19;

  /** Who traces the process, 0 for nobody. */
  static final String TRACER = "TracerPid";

  /** How many seccomp filters it has; from Linux 5.9. */
  static final String FILTERS = "Seccomp_filters";

  static final String THREADS = "Threads";
  static final String BLOCKED_SIGNALS = "SigBlk";
  static final String IGNORED_SIGNALS = "SigIgn";
  static final String EFFECTIVE_CAPABILITIES = "CapEff";

  private static final int HEX = 16;

  private final String text;

  private ProcStatus(String text) {
    this.text = text;
  }

  /**
   * Reads one; without fields where there is none.
   *
   * @param process a process or thread as {@code /proc} names it: a number, {@code self}
   */
  static ProcStatus read(Kernel kernel, String process, ByteBuffer through) {
    return new ProcStatus(kernel.text("/proc/" + process + "/status", through).orElse(""));
  }

  static ProcStatus read(Kernel kernel, String process) {
    return read(kernel, process, Kernel.buffer(4096));
  }

  Optional<String> field(String name) {
    int line = text.indexOf("\n" + name + ":");
    if (line < 0) {
      return Optional.empty();
    }
    int from = line + name.length() + 2;
    int to = text.indexOf('\n', from);
    return Optional.of(text.substring(from, to < 0 ? text.length() : to).strip());
  }

  Optional<Integer> number(String name) {
    Optional<Long> number = parsed(field(name), 10);
    return number.isPresent() ? Optional.of(number.get().intValue()) : Optional.empty();
  }

  /** A set of signals or capabilities. */
  Optional<Long> mask(String name) {
    return parsed(field(name), HEX);
  }

  private static Optional<Long> parsed(Optional<String> digits, int radix) {
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseUnsignedLong(digits.get(), radix));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  /** Whether a capability is effective. */
  boolean can(int capability) {
    return mask(EFFECTIVE_CAPABILITIES).map(set -> (set >>> capability & 1) == 1).orElse(false);
  }
}
