package dev.plimsoll.runtime.enforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds a shell whose programs are made to call the kernel twice: once so that it can be seen in
 * {@code /proc}, once so that the kernel refuses it.
 */
final class HoldsWithControls {
  private static final long PR_SET_TIMERSLACK = 29;
  private static final long NO_SUCH_PRCTL = 0x504c494d;

  private HoldsWithControls() {}

  public static void main(String[] args) {
    NativeCalls calls = NativeCalls.load().value().orElseThrow();
    Kernel kernel = new Kernel(calls);
    Tracing tracing = new Tracing(kernel);
    HoldPlan plan = HoldPlan.NONE;
    KernelControls controls = new KernelControls(plan, kernel.machine(), Mechanism.KERNEL);
    controls.add("slack", new Injection.Call(SystemCall.PRCTL, List.of(PR_SET_TIMERSLACK, 1234L)));
    controls.add("none", new Injection.Call(SystemCall.PRCTL, List.of(NO_SUCH_PRCTL)));
    Injection injection = Injection.beyondOwnFilters(kernel, tracing, 0);
    ExecStop execStop = new ExecStop(kernel, tracing, plan, injection, controls);
    List<byte[]> words = new ArrayList<>();
    for (String word : List.of("sh", "-c", "cat /proc/self/timerslack_ns; exit 3")) {
      words.add(word.getBytes());
    }
    Program program =
        new Program(
            CStrings.of(calls, "/bin/sh"),
            CStrings.of(calls, words),
            CStrings.of(calls, "PATH=/usr/bin:/bin"),
            0,
            Set.of());
    Ending ending =
        new TracedTree(
                kernel,
                tracing,
                execStop,
                new CpuidFaulting(kernel, tracing, plan, Mechanism.TRACED_TREE),
                new Tally(kernel, plan),
                OnLoss.KILL)
            .run(program);
    System.out.println(ending);
    controls.told().forEach(System.out::println);
    Runtime.getRuntime().halt(0);
  }
}
