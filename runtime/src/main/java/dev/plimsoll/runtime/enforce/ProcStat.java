package dev.plimsoll.runtime.enforce;

import java.nio.ByteBuffer;

/** The fields of {@code /proc/PID/stat}, numbered from 1 as {@code proc_pid_stat(5)} does. */
final class ProcStat {
  static final int PARENT = 4;
  static final int TERMINAL = 7;
  static final int THREADS = 20;
  static final int START_CODE = 26;
  static final int END_CODE = 27;
  static final int START_STACK = 28;

  /** Of signals 1 to 31. */
  static final int IGNORED_SIGNALS = 33;

  static final int PROCESSOR = 39;
  static final int START_DATA = 45;
  static final int END_DATA = 46;
  static final int START_BRK = 47;
  static final int ARG_START = 48;
  static final int ARG_END = 49;
  static final int ENV_START = 50;
  static final int ENV_END = 51;

  /** More than any kernel's file has. */
  static final int BYTES = 2048;

  private static final int NAME = 2;
  private static final int FIELDS = 60;

  private final long[] fields = new long[FIELDS];

  private ProcStat() {}

  /** Reads one; without fields where there is none. */
  static ProcStat read(Kernel kernel, int pid, ByteBuffer through) {
    kernel.read(path(pid), through);
    return of(through);
  }

  /** Where it is. */
  static String path(int pid) {
    return "/proc/" + pid + "/stat";
  }

  /** One from the start of a buffer. */
  static ProcStat of(ByteBuffer through) {
    return of(Kernel.bytes(through));
  }

  /** One from its bytes. The name, which is in brackets, may have brackets and spaces itself. */
  static ProcStat of(byte[] text) {
    ProcStat stat = new ProcStat();
    int at = text.length - 1;
    while (at >= 0 && text[at] != ')') {
      at--;
    }
    int number = NAME;
    long value = 0;
    boolean isNegative = false;
    for (at++; at < text.length && number < FIELDS; at++) {
      int c = text[at];
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
      } else if (c == '-') {
        isNegative = true;
      } else if (c == ' ' || c == '\n') {
        stat.fields[number++] = isNegative ? -value : value;
        value = 0;
        isNegative = false;
      }
    }
    return stat;
  }

  /** A numeric field, 0 where it is none or the kernel does not show it. */
  long field(int number) {
    return fields[number];
  }
}
