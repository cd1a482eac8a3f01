package dev.plimsoll.runtime.enforce;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which mechanisms a machine offers to this process, by trying their first steps; once a
 * boot, where this user can keep what came of it.
 */
public final class MechanismProbe {
  private final NativeCalls calls;
  private final MechanismCache cache;
  private final Map<Mechanism, Optional<String>> remembered;
  private final Map<Mechanism, Optional<String>> known;

  MechanismProbe(NativeCalls calls) {
    this(calls, MechanismCache.ofThisUser(new Kernel(calls)));
  }

  MechanismProbe(NativeCalls calls, MechanismCache cache) {
    this.calls = calls;
    this.cache = cache;
    this.remembered = believed(cache.read());
    this.known = new EnumMap<>(Mechanism.class);
    this.known.putAll(remembered);
  }

  /**
   * Without those that would be taken on trust: where a supervisor sees no exec but the first, it
   * would not notice that the kernel does not do its part.
   */
  private static Map<Mechanism, Optional<String>> believed(Map<Mechanism, Optional<String>> all) {
    Map<Mechanism, Optional<String>> believed = new EnumMap<>(Mechanism.class);
    for (Map.Entry<Mechanism, Optional<String>> answer : all.entrySet()) {
      Mechanism mechanism = answer.getKey();
      if (answer.getValue().isPresent()
          || mechanism.seesEveryExec()
          || !mechanism.holdsDescendants()) {
        believed.put(mechanism, answer.getValue());
      }
    }
    return believed;
  }

  /**
   * One mechanism's answer.
   *
   * @param refusal why it cannot be used, one sentence; empty where it can
   * @param isRemembered whether it was found out before, since the machine was started
   */
  public record Answer(Mechanism mechanism, Optional<String> refusal, boolean isRemembered) {}

  /** The answers of all mechanisms, the strongest first. */
  public static List<Answer> probe() {
    Offer<NativeCalls> calls = NativeCalls.load();
    if (calls.value().isEmpty()) {
      return Mechanism.strongestFirst().stream()
          .map(mechanism -> new Answer(mechanism, Optional.of(calls.refusal()), false))
          .toList();
    }
    MechanismProbe probe = new MechanismProbe(calls.value().get());
    return Mechanism.strongestFirst().stream().map(probe::answer).toList();
  }

  Answer answer(Mechanism mechanism) {
    Optional<String> refusal = known.get(mechanism);
    if (refusal == null) {
      refusal = attempt(mechanism);
      known.put(mechanism, refusal);
      cache.write(known);
    }
    return new Answer(mechanism, refusal, remembered.containsKey(mechanism));
  }

  /** Notes that a mechanism did not work after all: nothing that is remembered is believed then. */
  void wasWrong() {
    cache.forget();
  }

  private Optional<String> attempt(Mechanism mechanism) {
    return switch (mechanism) {
      case KERNEL -> tracingRefusal(calls).or(() -> inheritanceRefusal(calls));
      case EXEC_NOTIFICATION ->
          listenerRefusal(calls).or(() -> scopeRefusal(calls)).or(() -> tracingRefusal(calls));
      case TRACED_TREE, ONE_SHOT -> tracingRefusal(calls);
    };
  }

  /** A filter cannot be taken back, so that it is tried on a thread that ends. */
  private static Optional<String> listenerRefusal(NativeCalls calls) {
    Later<Integer> listener = new Later<>();
    Thread trial =
        new Thread(
            () -> {
              Kernel kernel = new Kernel(calls);
              int descriptor = ExecFilter.install(kernel).descriptor();
              if (descriptor >= 0) {
                kernel.close(descriptor);
              }
              listener.give(descriptor);
            },
            "plimsoll-probe");
    trial.setDaemon(true);
    trial.start();
    int result = listener.await();
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
