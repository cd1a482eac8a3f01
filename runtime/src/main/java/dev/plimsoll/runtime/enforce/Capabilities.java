package dev.plimsoll.runtime.enforce;

/** The effective capabilities of this process, from {@code /proc/self/status}. */
final class Capabilities {
  /** {@code CAP_SYS_PTRACE} of {@code linux/capability.h}. */
  static final int SYS_PTRACE = 19;

  private static final int HEX = 16;

  private Capabilities() {}

  static boolean effective(Kernel kernel, int capability) {
    return kernel
        .text("/proc/self/status", Kernel.buffer(4096))
        .flatMap(status -> status.lines().filter(line -> line.startsWith("CapEff:")).findFirst())
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .map(hex -> (Long.parseUnsignedLong(hex, HEX) >>> capability & 1) == 1)
        .orElse(false);
  }
}
