package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The fields of {@code /proc/PID/stat}, numbered from 1 as {@code proc_pid_stat(5)} does. */
final class ProcStat {
  static final int PARENT = 4;
  static final int TERMINAL = 7;
  static final int START_CODE = 26;
  static final int END_CODE = 27;
  static final int START_STACK = 28;
  static final int PROCESSOR = 39;
  static final int START_DATA = 45;
  static final int END_DATA = 46;
  static final int START_BRK = 47;
  static final int ARG_START = 48;
  static final int ARG_END = 49;
  static final int ENV_START = 50;
  static final int ENV_END = 51;

  private static final int FIRST_AFTER_NAME = 3;

  private final String text;
  private final int afterName;

  private ProcStat(String text) {
    this.text = text;
    this.afterName = text.lastIndexOf(')') + 2;
  }

  static Optional<ProcStat> read(Kernel kernel, int pid, ByteBuffer through) {
    return kernel.text("/proc/" + pid + "/stat", through).map(ProcStat::new);
  }

  /** A numeric field, 0 where the kernel does not show it. */
  long field(int number) {
    int at = afterName;
    for (int i = FIRST_AFTER_NAME; i < number; i++) {
      at = text.indexOf(' ', at) + 1;
      if (at == 0) {
        return 0;
      }
    }
    long value = 0;
    boolean isNegative = at < text.length() && text.charAt(at) == '-';
    for (int i = isNegative ? at + 1 : at; i < text.length() && isDigit(text.charAt(i)); i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return isNegative ? -value : value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
