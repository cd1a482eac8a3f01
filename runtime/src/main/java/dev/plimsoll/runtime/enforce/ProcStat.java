package dev.plimsoll.runtime.enforce;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The fields of {@code /proc/PID/stat}, numbered from 1 as {@code proc_pid_stat(5)} does. */
final class ProcStat {
  static final int PARENT = 4;
  static final int TERMINAL = 7;
  static final int START_CODE = 26;
  static final int END_CODE = 27;
  static final int START_STACK = 28;
  static final int START_DATA = 45;
  static final int END_DATA = 46;
  static final int START_BRK = 47;
  static final int ARG_START = 48;
  static final int ARG_END = 49;
  static final int ENV_START = 50;
  static final int ENV_END = 51;

  private static final int FIRST_AFTER_NAME = 3;

  private final String[] afterName;

  private ProcStat(String[] afterName) {
    this.afterName = afterName;
  }

  static Optional<ProcStat> read(Kernel kernel, int pid, ByteBuffer through) {
    return kernel.text("/proc/" + pid + "/stat", through).map(ProcStat::parse);
  }

  private static ProcStat parse(String text) {
    return new ProcStat(text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1));
  }

  /** A numeric field, 0 where the kernel does not show it. */
  long field(int number) {
    int index = number - FIRST_AFTER_NAME;
    String digits = index < afterName.length ? afterName[index] : "";
    return digits.matches("-?\\d{1,20}") ? new BigInteger(digits).longValue() : 0;
  }
}
