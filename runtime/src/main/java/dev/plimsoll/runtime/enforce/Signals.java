package dev.plimsoll.runtime.enforce;

import java.util.List;

/**
 * Signal numbers, the same on x86-64 and AArch64 ({@code asm-generic/signal.h}), and their sets.
 */
final class Signals {
  static final int HUP = 1;
  static final int INT = 2;
  static final int QUIT = 3;
  static final int TRAP = 5;
  static final int KILL = 9;
  static final int USR1 = 10;
  static final int SEGV = 11;
  static final int USR2 = 12;
  static final int ALRM = 14;
  static final int TERM = 15;
  static final int CHLD = 17;
  static final int CONT = 18;
  static final int STOP = 19;
  static final int TSTP = 20;
  static final int TTIN = 21;
  static final int TTOU = 22;
  static final int WINCH = 28;

  /** What a supervisor passes on to its child. */
  static final List<Integer> RELAYED =
      List.of(HUP, INT, QUIT, USR1, USR2, ALRM, TERM, CONT, TSTP, TTIN, TTOU, WINCH);

  /** What a supervisor starts with blocked, so that it can wait for them. */
  static final long HELD = set(RELAYED) | bit(CHLD);

  private Signals() {}

  static long bit(int signal) {
    return 1L << (signal - 1);
  }

  static long set(List<Integer> signals) {
    long set = 0;
    for (int signal : signals) {
      set |= bit(signal);
    }
    return set;
  }

  static boolean stops(int signal) {
    return signal == STOP || signal == TSTP || signal == TTIN || signal == TTOU;
  }
}
