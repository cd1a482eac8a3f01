package dev.plimsoll.runtime.enforce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a tree of processes is held. */
public enum Mechanism {
  /**
   * Each {@code execve} is announced by seccomp user notification; only while it lasts is the
   * process traced. Needs Linux 5.5.
   */
  EXEC_NOTIFICATION("s", "seccomp user notification on exec with transient ptrace"),
  /** Every process and thread is traced all the time. */
  TRACED_TREE("p", "ptrace of the whole tree");

  private final String letter;
  private final String title;

  Mechanism(String letter, String title) {
    this.letter = letter;
    this.title = title;
  }

  /** The name in plans and options. */
  public String letter() {
    return letter;
  }

  /** The name in sentences. */
  public String title() {
    return title;
  }

  /** What it cannot reach on an architecture, in sentences. */
  public List<String> limits(String architecture) {
    return Limits.of(this, architecture);
  }

  /** All of them, the strongest first. */
  public static List<Mechanism> strongestFirst() {
    return List.of(values());
  }

  /** The mechanism of a letter. */
  public static Optional<Mechanism> of(String letter) {
    return Arrays.stream(values()).filter(m -> m.letter.equals(letter)).findFirst();
  }
}
