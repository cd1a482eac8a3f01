package dev.plimsoll.runtime.enforce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Holds one program by the strongest mechanism that its plan permits and the machine offers. */
final class Supervisor {
  /** How it ended, and what was done, where a mechanism got to work. */
  record Result(Ending ending, Optional<HoldReport> report) {}

  private final NativeCalls calls;
  private final HoldPlan plan;

  Supervisor(NativeCalls calls, HoldPlan plan) {
    this.calls = calls;
    this.plan = plan;
  }

  Result run(Program program) {
    MechanismProbe probe = new MechanismProbe(calls);
    List<String> refusals = new ArrayList<>();
    for (Mechanism mechanism : Mechanism.strongestFirst()) {
      if (!plan.permits(mechanism)) {
        continue;
      }
      Optional<String> refusal = plan.beyond(mechanism, calls.machine().architecture());
      if (refusal.isEmpty()) {
        refusal = probe.answer(mechanism).refusal();
      }
      if (refusal.isEmpty()) {
        Result result = run(program, mechanism, refusals);
        if (!(result.ending() instanceof Ending.Refused refused)) {
          return result;
        }
        probe.wasWrong();
        refusal = Optional.of(mechanism.title() + " does not work: " + refused.reason());
      }
      refusals.add(refusal.get());
    }
    return new Result(
        new Ending.Refused(String.join("; ", new LinkedHashSet<>(refusals))), Optional.empty());
  }

  private Result run(Program program, Mechanism mechanism, List<String> refusals) {
    Kernel kernel = new Kernel(calls);
    Tracing tracing = new Tracing(kernel);
    Tally tally = new Tally(kernel, plan);
    CpuidFaulting cpuid = new CpuidFaulting(kernel, tracing, plan, mechanism);
    int filters = mechanism == Mechanism.EXEC_NOTIFICATION ? 1 : cpuid.filters();
    Injection injection = Injection.beyondOwnFilters(kernel, tracing, filters);
    KernelControls controls = new KernelControls(plan, calls.machine(), mechanism);
    cpuid.call().ifPresent(call -> controls.add(CpuidFaulting.CONTROL, call));
    ExecStop execStop = new ExecStop(kernel, tracing, plan, injection, controls);
    Ending ending =
        switch (mechanism) {
          case KERNEL -> new FirstExec(kernel, tracing, execStop, tally, true).run(program);
          case EXEC_NOTIFICATION ->
              new ExecNotification(kernel, tracing, execStop, tally, plan.onLoss()).run(program);
          case TRACED_TREE ->
              new TracedTree(kernel, tracing, execStop, cpuid, tally, plan.onLoss()).run(program);
          case ONE_SHOT -> new FirstExec(kernel, tracing, execStop, tally, false).run(program);
        };
    List<String> told = new ArrayList<>(controls.told());
    told.addAll(cpuid.told());
    return new Result(
        ending, Optional.of(tally.report(mechanism, calls.machine(), refusals, told)));
  }
}
