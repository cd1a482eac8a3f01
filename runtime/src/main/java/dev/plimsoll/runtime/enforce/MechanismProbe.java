package dev.plimsoll.runtime.enforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out which mechanisms a machine offers to this process, by trying their first steps. */
public final class MechanismProbe {
  private MechanismProbe() {}

  /**
   * One mechanism's answer.
   *
   * @param refusal why it cannot be used, one sentence; empty where it can
   */
  public record Answer(Mechanism mechanism, Optional<String> refusal) {
    /** Whether it can be used. */
    public boolean offered() {
      return refusal.isEmpty();
    }
  }

  /** The answers of all mechanisms, the strongest first. */
  public static List<Answer> probe() {
    Offer<NativeCalls> calls = NativeCalls.load();
    List<Answer> answers = new ArrayList<>();
    for (Mechanism mechanism : Mechanism.strongestFirst()) {
      Optional<String> refusal =
          calls.value().map(c -> refusal(c, mechanism)).orElse(Optional.of(calls.refusal()));
      answers.add(new Answer(mechanism, refusal));
    }
    return answers;
  }

  static Optional<String> refusal(NativeCalls calls, Mechanism mechanism) {
    return switch (mechanism) {
      case KERNEL -> tracingRefusal(calls).or(() -> inheritanceRefusal(calls));
      case EXEC_NOTIFICATION ->
          listenerRefusal(calls).or(() -> scopeRefusal(calls)).or(() -> tracingRefusal(calls));
      case TRACED_TREE, ONE_SHOT -> tracingRefusal(calls);
    };
  }

  /** A filter cannot be taken back, so that it is tried on a thread that ends. */
  private static Optional<String> listenerRefusal(NativeCalls calls) {
    CompletableFuture<Integer> listener = new CompletableFuture<>();
    Thread trial =
        new Thread(
            () -> {
              Kernel kernel = new Kernel(calls);
              int descriptor = ExecFilter.install(kernel);
              if (descriptor >= 0) {
                kernel.close(descriptor);
              }
              listener.complete(descriptor);
            },
            "plimsoll-probe");
    trial.setDaemon(true);
    trial.start();
    int result = listener.join();
    if (result >= 0) {
      return Optional.empty();
    }
    String why =
        switch (-result) {
          case Errno.EBUSY ->
              "a filter with a listener is already in force here (a container manager's, or"
                  + " another supervisor's)";
          case Errno.EINVAL, Errno.ENOSYS -> "this kernel is older than 5.5 or has no seccomp";
          case Errno.EPERM, Errno.EACCES -> "a container's seccomp profile forbids it";
          default -> "the kernel refuses it";
        };
    return Optional.of(
        Mechanism.EXEC_NOTIFICATION.title()
            + " is not available: "
            + why
            + " ("
            + Errno.describe(result)
            + ")");
  }

  private static Optional<String> inheritanceRefusal(NativeCalls calls) {
    return new InheritanceProbe(new Kernel(calls))
        .refusal()
        .map(why -> "this kernel does not hand words on: " + why);
  }

  private static Optional<String> tracingRefusal(NativeCalls calls) {
    return GatedStart.trial(new Kernel(calls))
        .map(why -> "tracing a child is not permitted here: " + why);
  }

  /** Yama lets only ancestors trace, and an orphan's ancestor is not its supervisor. */
  private static Optional<String> scopeRefusal(NativeCalls calls) {
    Kernel kernel = new Kernel(calls);
    String scope =
        kernel
            .text("/proc/sys/kernel/yama/ptrace_scope", Kernel.buffer(16))
            .map(String::strip)
            .orElse("0");
    boolean privileged = ProcStatus.read(kernel, "self").can(ProcStatus.SYS_PTRACE);
    return scope.equals("0") || privileged
        ? Optional.empty()
        : Optional.of(
            Mechanism.EXEC_NOTIFICATION.title()
                + " would lose orphaned processes: kernel.yama.ptrace_scope is "
                + scope
                + " and this process has no CAP_SYS_PTRACE");
  }
}
