package dev.plimsoll.compiler.catalog;

import java.util.List;

/**
 * What it means for a program that a feature is missing, and who can make it so.
 *
 * @param outcomes what its instructions do where it is missing, several if they differ; none if no
 *     instruction that a program runs belongs to it
 * @param withdrawal how far the kernel can take it away where the processor has it. What needs a
 *     feature goes with it
 * @param control the register and the kernel's interface; empty for {@link
 *     Withdrawal#ADVERTISEMENT}
 */
public record Absence(List<Outcome> outcomes, Withdrawal withdrawal, String control) {
  public Absence {
    outcomes = List.copyOf(outcomes);
  }

  /** What an instruction does on a processor that lacks its feature. */
  public enum Outcome {
    /** It raises an exception: the program gets a signal. */
    FAULT,
    /** It does something else without a sign: another result. */
    DIFFERS,
    /** Nothing. */
    NOP,
    /** Nothing, and a later instruction depends on what it would have done. */
    STATE
  }

  /** What the kernel can do about a feature that the processor has. */
  public enum Withdrawal {
    /** Stop telling of it. Its instructions work all the same. */
    ADVERTISEMENT,
    /** Take it away from every program. */
    MACHINE,
    /** Take it away from one process. */
    PROCESS
  }
}
