package dev.plimsoll.runtime.enforce;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what became of the programs of a tree; for one thread. */
final class Tally {
  private static final int REMARKS = 20;

  private final Kernel kernel;
  private final HoldPlan plan;
  private final SortedMap<String, Long> leftAlone = new TreeMap<>();
  private final SortedMap<String, Long> refused = new TreeMap<>();
  private final List<String> remarks = new ArrayList<>();
  private long masked;
  private long shownInProc;
  private long lost;

  Tally(Kernel kernel, HoldPlan plan) {
    this.kernel = kernel;
    this.plan = plan;
  }

  /** Notes what became of a program at its exec; true if it must not run. */
  boolean mustEnd(int pid, ExecStop.Outcome outcome) {
    if (outcome instanceof ExecStop.Masked program) {
      masked++;
      shownInProc += program.shownInProc() ? 1 : 0;
      name(pid, program.abi());
    } else if (outcome instanceof ExecStop.LeftAlone program) {
      leftAlone.merge(program.abi().toString(), 1L, Long::sum);
      name(pid, program.abi());
    } else if (outcome instanceof ExecStop.Forbidden program) {
      refused.merge(program.abi().toString(), 1L, Long::sum);
      remark(process(pid) + " is a 32-bit program (" + program.abi() + "): it does not run");
      return true;
    }
    return outcome instanceof ExecStop.Unreachable program && lost(pid, program.reason());
  }

  private void name(int pid, ProcessAbi abi) {
    if (abi.bits() < Long.SIZE && plan.exec32Bit() == Exec32Bit.WARN) {
      remark(process(pid) + " is a 32-bit program (" + abi + ")");
    }
  }

  /** Notes a process that cannot be held; true if it must not run. */
  boolean lost(int pid, String reason) {
    lost++;
    boolean ends = plan.onLoss() == OnLoss.KILL;
    remark(
        process(pid)
            + " cannot be held: "
            + reason
            + "; it "
            + (ends ? "does not run" : "runs with the machine's words"));
    return ends;
  }

  private String process(int pid) {
    String name =
        kernel
            .text("/proc/" + pid + "/comm", Kernel.buffer(64))
            .map(comm -> comm.strip().replaceAll("\\p{Cntrl}", "?"))
            .orElse("?");
    return "process " + pid + " (" + name + ")";
  }

  private void remark(String sentence) {
    if (remarks.size() < REMARKS) {
      remarks.add(sentence);
      System.err.println("plimsoll: " + sentence);
    }
  }

  HoldReport report(
      Mechanism mechanism, Machine machine, List<String> refusals, List<String> controls) {
    return new HoldReport(
        mechanism,
        refusals,
        masked,
        shownInProc,
        leftAlone,
        refused,
        lost,
        remarks,
        controls,
        Limits.of(mechanism, machine));
  }
}
