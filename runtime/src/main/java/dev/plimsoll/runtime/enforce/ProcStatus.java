package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of {@code /proc/PID/status}, by their names. */
final class ProcStatus {
  /** {@code CAP_SYS_PTRACE} of {@code linux/capability.h}. */
  static final int SYS_PTRACE = 19;

  /** Who traces the process, 0 for nobody. */
  static final String TRACER = "TracerPid";

  /** How many seccomp filters it has; from Linux 5.9. */
  static final String FILTERS = "Seccomp_filters";

  static final String BLOCKED_SIGNALS = "SigBlk";
  static final String EFFECTIVE_CAPABILITIES = "CapEff";

  private static final int HEX = 16;

  private final Map<String, String> fields;

  private ProcStatus(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads one; without fields where there is none.
   *
   * @param process a process or thread as {@code /proc} names it: a number, {@code self}
   */
  static ProcStatus read(Kernel kernel, String process, ByteBuffer through) {
    return parse(kernel.text("/proc/" + process + "/status", through).orElse(""));
  }

  static ProcStatus read(Kernel kernel, String process) {
    return read(kernel, process, Kernel.buffer(4096));
  }

  private static ProcStatus parse(String text) {
    return new ProcStatus(
        text.lines()
            .filter(line -> line.contains(":"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> line.substring(line.indexOf(':') + 1).strip(),
                    (first, second) -> first)));
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  Optional<Integer> number(String name) {
    return field(name).filter(digits -> digits.matches("\\d{1,9}")).map(Integer::valueOf);
  }

  /** A set of signals or capabilities. */
  Optional<Long> mask(String name) {
    return field(name)
        .filter(digits -> digits.matches("[0-9a-f]{1,16}"))
        .map(digits -> Long.parseUnsignedLong(digits, HEX));
  }

  /** Whether a capability is effective. */
  boolean can(int capability) {
    return mask(EFFECTIVE_CAPABILITIES).map(set -> (set >>> capability & 1) == 1).orElse(false);
  }
}
