package dev.plimsoll.runtime.enforce;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what became of the programs of a tree; for one thread. */
final class Tally {
  private static final int EXAMPLES = 20;

  private final Kernel kernel;
  private final OnLoss onLoss;
  private final SortedMap<String, Long> leftAlone = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private long masked;
  private long shownInProc;
  private long lost;

  Tally(Kernel kernel, OnLoss onLoss) {
    this.kernel = kernel;
    this.onLoss = onLoss;
  }

  void count(ExecStop.Outcome outcome) {
    if (outcome instanceof ExecStop.Masked program) {
      masked++;
      shownInProc += program.shownInProc() ? 1 : 0;
    } else if (outcome instanceof ExecStop.LeftAlone program) {
      leftAlone.merge(program.abi().toString(), 1L, Long::sum);
    }
  }

  /** Notes a process that cannot be held; true if it must not run. */
  boolean lost(int pid, String reason) {
    lost++;
    boolean refused = onLoss == OnLoss.KILL;
    String name =
        kernel
            .text("/proc/" + pid + "/comm", Kernel.buffer(64))
            .map(comm -> comm.strip().replaceAll("\\p{Cntrl}", "?"))
            .orElse("?");
    String sentence =
        "process "
            + pid
            + " ("
            + name
            + ") cannot be held: "
            + reason
            + "; it "
            + (refused ? "does not run" : "runs with the machine's words");
    if (examples.size() < EXAMPLES) {
      examples.add(sentence);
      System.err.println("plimsoll: " + sentence);
    }
    return refused;
  }

  HoldReport report(Mechanism mechanism, Machine machine, List<String> refusals) {
    return new HoldReport(
        mechanism,
        refusals,
        masked,
        shownInProc,
        leftAlone,
        lost,
        examples,
        Limits.of(mechanism, machine));
  }
}
