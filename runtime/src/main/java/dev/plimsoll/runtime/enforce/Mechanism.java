package dev.plimsoll.runtime.enforce;

import java.util.List;
import java.util.Optional;

/** How a tree of processes is held. */
public enum Mechanism {
  /**
   * The kernel hands words on by itself; only the first program is traced, up to its first
   * instruction. Needs the HWCAP inheritance series, which is in no released kernel.
   */
  KERNEL("k", "inheritance of words by the kernel", true, false),
  /**
   * Each {@code execve} is announced by seccomp user notification; only while it lasts is the
   * process traced. Needs Linux 5.5.
   */
  EXEC_NOTIFICATION("s", "seccomp user notification on exec with transient ptrace", true, true),
  /** Every process and thread is traced all the time. */
  TRACED_TREE("p", "ptrace of the whole tree", true, true),
  /**
   * Only the first program is held; what it starts finds the words of the machine. For what will be
   * checkpointed, which nothing may trace.
   */
  ONE_SHOT("o", "ptrace of the first exec only", false, false);

  private final String letter;
  private final String title;
  private final boolean holdsDescendants;
  private final boolean seesEveryExec;

  Mechanism(String letter, String title, boolean holdsDescendants, boolean seesEveryExec) {
    this.letter = letter;
    this.title = title;
    this.holdsDescendants = holdsDescendants;
    this.seesEveryExec = seesEveryExec;
  }

  /** The name in plans and options. */
  public String letter() {
    return letter;
  }

  /** The name in sentences. */
  public String title() {
    return title;
  }

  /** Whether what the first program starts is held, too; no other is used without being named. */
  public boolean holdsDescendants() {
    return holdsDescendants;
  }

  /** Whether a supervisor can do something at each exec, and not at the first only. */
  public boolean seesEveryExec() {
    return seesEveryExec;
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
    for (Mechanism mechanism : values()) {
      if (mechanism.letter.equals(letter)) {
        return Optional.of(mechanism);
      }
    }
    return Optional.empty();
  }
}
