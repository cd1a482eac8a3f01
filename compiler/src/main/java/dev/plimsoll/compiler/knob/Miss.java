package dev.plimsoll.compiler.knob;

import dev.plimsoll.runtime.knob.Residual;

/** Why a feature is not reached; the one that tells a reader most comes first. */
record Miss(Residual.Reason reason, String detail) implements Comparable<Miss> {
  @Override
  public int compareTo(Miss other) {
    int byReason = reason.compareTo(other.reason);
    return byReason != 0 ? byReason : detail.compareTo(other.detail);
  }
}
