package dev.plimsoll.runtime.enforce;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Holds {@code /bin/true} as on a kernel that hands words on, wherever it runs. Its argument is how
 * many seccomp filters a process is believed to have for being held: with a wrong number the
 * kernel's copy of the words stays as it is.
 */
final class HoldsByKernel {
  private HoldsByKernel() {}

  public static void main(String[] args) {
    NativeCalls calls = NativeCalls.load().value().orElseThrow();
    Kernel kernel = new Kernel(calls);
    Tracing tracing = new Tracing(kernel);
    HoldPlan plan = MaskedWord.ofThisMachine().plan(Mechanism.KERNEL);
    Injection injection = Injection.beyondOwnFilters(kernel, tracing, Integer.parseInt(args[0]));
    KernelControls controls = new KernelControls(plan, kernel.machine());
    CStrings program = CStrings.of(calls, "/bin/true");
    byte[] show = "LD_SHOW_AUXV=1".getBytes(StandardCharsets.US_ASCII);
    Ending ending =
        new FirstExec(
                kernel,
                tracing,
                new ExecStop(kernel, tracing, plan, injection, controls),
                new Tally(kernel, plan),
                true)
            .run(new Program(program, program, CStrings.of(calls, List.of(show)), 0, Set.of()));
    System.out.println(ending);
    Runtime.getRuntime().halt(0);
  }
}
