package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The fields of {@code /proc/PID/status}, by their names. */
final class ProcStatus {
  /** {@code CAP_SYS_PTRACE} of {@code linux/capability.h}. */
  static final int SYS_PTRACE = 19;

  /** The process of a thread. */
  static final String PROCESS = "Tgid";

  /** Who traces the process, 0 for nobody. */
  static final String TRACER = "TracerPid";

  /** How many seccomp filters it has; from Linux 5.9. */
  static final String FILTERS = "Seccomp_filters";

  static final String BLOCKED_SIGNALS = "SigBlk";
  static final String EFFECTIVE_CAPABILITIES = "CapEff";

  private static final int HEX = 16;

  private final byte[] text;

  private ProcStatus(byte[] text) {
    this.text = text;
  }

  /**
   * Reads one; without fields where there is none.
   *
   * @param process a process or thread as {@code /proc} names it: a number, {@code self}
   */
  static ProcStatus read(Kernel kernel, String process, ByteBuffer through) {
    kernel.read("/proc/" + process + "/status", through);
    return new ProcStatus(Kernel.bytes(through));
  }

  static ProcStatus read(Kernel kernel, String process) {
    return read(kernel, process, Kernel.buffer(4096));
  }

  /** How many seccomp filters this thread has. */
  static int ownFilters(Kernel kernel) {
    return read(kernel, "thread-self").number(FILTERS).orElse(0);
  }

  /** How many seccomp filters a task has, -1 where the kernel does not tell. */
  static int filters(Kernel kernel, int tid, ByteBuffer through) {
    return read(kernel, Integer.toString(tid), through).number(FILTERS).orElse(-1);
  }

  Optional<String> field(String name) {
    for (int line = 0; line < text.length; line = end(line) + 1) {
      if (isNamed(line, name)) {
        int from = line + name.length() + 1;
        String value = new String(text, from, end(from) - from, StandardCharsets.ISO_8859_1);
        return Optional.of(value.strip());
      }
    }
    return Optional.empty();
  }

  private boolean isNamed(int line, String name) {
    int length = name.length();
    if (line + length >= text.length || text[line + length] != ':') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[line + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int end(int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at;
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
