package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.policy.ArchitectureBaseline;
import dev.plimsoll.runtime.policy.HeldBaseline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a kernel takes away from one process when that process asks for it: calls that a program is
 * made to make at its exec stop, or that the thread makes which starts the first one. For one
 * thread at a time.
 */
final class KernelControls {
  private static final long PR_SVE_SET_VL = 50;
  private static final long PR_PAC_SET_ENABLED_KEYS = 60;
  private static final long PR_SME_SET_VL = 63;
  private static final long VL_INHERIT = 1 << 17;
  private static final long PAC_ADDRESS_KEYS = 0xf;
  private static final long PR_RISCV_V_SET_CONTROL = 69;
  private static final long PR_RISCV_V_VSTATE_CTRL_OFF = 1;
  private static final int PR_RISCV_V_VSTATE_CTRL_NEXT = 2;
  private static final long PR_RISCV_V_VSTATE_CTRL_INHERIT = 1 << 4;
  private static final int BITS_PER_BYTE = 8;

  /** When a call is made. */
  private enum Moment {
    /** By each program, before its first instruction. */
    EXEC,
    /** By the thread that starts the first program; the kernel hands it on at fork and exec. */
    START
  }

  /**
   * A control.
   *
   * @param features where a baseline lacks all of these, the control is set to 0; none where a
   *     policy gives the value
   * @param stops whether an instruction of these features gets SIGILL where it is 0
   * @param kept what its last argument has in addition so that later execs keep it; 0 where they
   *     cannot
   * @param arguments of {@code prctl}, from the value
   */
  private record Row(
      String name,
      String architecture,
      Set<String> features,
      boolean stops,
      Moment moment,
      long kept,
      LongFunction<List<Long>> arguments) {}

  /**
   * From {@code linux/prctl.h}; what is kept, from Linux's {@code arch/arm64} and {@code
   * arch/riscv/vector} documents. The kernel switches RISC-V's vectors off for programs to come,
   * and refuses it for one that runs.
   */
  private static final List<Row> ROWS =
      List.of(
          new Row(
              "vector-length-sve",
              "aarch64",
              Set.of(),
              false,
              Moment.EXEC,
              VL_INHERIT,
              bits -> List.of(PR_SVE_SET_VL, bits / BITS_PER_BYTE)),
          new Row(
              "vector-length-sme",
              "aarch64",
              Set.of(),
              false,
              Moment.EXEC,
              VL_INHERIT,
              bits -> List.of(PR_SME_SET_VL, bits / BITS_PER_BYTE)),
          new Row(
              "pac-keys",
              "aarch64",
              Set.of("paca"),
              false,
              Moment.EXEC,
              0,
              keys -> List.of(PR_PAC_SET_ENABLED_KEYS, PAC_ADDRESS_KEYS, keys)),
          new Row(
              "vector-state",
              "riscv64",
              Set.of("zve32x", "xtheadvector"),
              true,
              Moment.START,
              PR_RISCV_V_VSTATE_CTRL_INHERIT,
              on ->
                  List.of(
                      PR_RISCV_V_SET_CONTROL,
                      (PR_RISCV_V_VSTATE_CTRL_OFF + on) << PR_RISCV_V_VSTATE_CTRL_NEXT)));

  private record Control(String name, Injection.Call call, Counts counts) {}

  private static final class Counts {
    private long set;
    private long refused;
    private long error;

    private void add(long result) {
      set += result < 0 ? 0 : 1;
      refused += result < 0 ? 1 : 0;
      error = Math.min(error, result);
    }
  }

  private final List<Control> controls = new ArrayList<>();
  private final List<Control> atStart = new ArrayList<>();

  /**
   * The controls of a plan that are for an architecture. What sees each exec sets them at each, and
   * not so that the kernel keeps them: HotSpot 17 takes the flag for a part of the length, and
   * stops using SVE.
   */
  KernelControls(HoldPlan plan, Machine machine, Mechanism mechanism) {
    for (Row row : ROWS) {
      Optional<Long> value = Optional.ofNullable(plan.controls().get(row.name()));
      if (value.isPresent() && row.architecture().equals(machine.architecture())) {
        List<Long> arguments = new ArrayList<>(row.arguments().apply(value.get()));
        boolean isOfEach = row.moment() == Moment.EXEC;
        long kept = isOfEach && mechanism.seesEveryExec() ? 0 : row.kept();
        arguments.set(arguments.size() - 1, arguments.get(arguments.size() - 1) | kept);
        Injection.Call call = new Injection.Call(SystemCall.PRCTL, arguments);
        (isOfEach ? controls : atStart).add(new Control(row.name(), call, new Counts()));
      }
    }
  }

  /** Adds a call that each program makes. */
  void add(String name, Injection.Call call) {
    controls.add(new Control(name, call, new Counts()));
  }

  /** Whether there is such a control. */
  static boolean exists(String name) {
    return ROWS.stream().anyMatch(row -> row.name().equals(name));
  }

  /** What a baseline's lacks switch off. */
  static Map<String, Long> of(HeldBaseline baseline) {
    TreeMap<String, Long> off = new TreeMap<>();
    for (Row row : ROWS) {
      Optional<ArchitectureBaseline> on = baseline.on(row.architecture());
      if (on.isPresent()
          && !row.features().isEmpty()
          && Collections.disjoint(on.get().features(), row.features())) {
        off.put(row.name(), 0L);
      }
    }
    return off;
  }

  /** The features of an architecture whose instructions are stopped where a baseline has none. */
  static Set<Set<String>> stopped(String architecture) {
    return ROWS.stream()
        .filter(row -> row.architecture().equals(architecture) && row.stops())
        .map(Row::features)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The controls of a plan that each exec on an architecture takes back. */
  static List<String> lostAtExec(HoldPlan plan, String architecture) {
    return ROWS.stream()
        .filter(row -> row.architecture().equals(architecture))
        .filter(row -> row.moment() == Moment.EXEC && row.kept() == 0)
        .map(Row::name)
        .filter(name -> plan.controls().containsKey(name))
        .toList();
  }

  /** What each program is made to call. */
  List<Injection.Call> calls() {
    return controls.stream().map(Control::call).toList();
  }

  /** What is called before the first program. */
  List<Injection.Call> callsAtStart() {
    return atStart.stream().map(Control::call).toList();
  }

  /** Makes the calling thread, and so what it starts, as the first program is to be. */
  void start(Kernel own) {
    for (Control control : atStart) {
      List<Long> arguments = control.call().arguments();
      long[] all = new long[Injection.Call.ARGUMENTS];
      for (int i = 0; i < arguments.size(); i++) {
        all[i] = arguments.get(i);
      }
      control.counts().add(own.calls().call(control.call().call(), all));
    }
  }

  /** Notes what came of the calls, which were made in order. */
  void count(List<Long> results) {
    for (int i = 0; i < Math.min(results.size(), controls.size()); i++) {
      controls.get(i).counts().add(results.get(i));
    }
  }

  /** What became of each, as sentences. */
  List<String> told() {
    return Stream.concat(
            controls.stream().map(KernelControls::told),
            atStart.stream().map(KernelControls::toldOfStart))
        .toList();
  }

  private static String toldOfStart(Control control) {
    Counts counts = control.counts();
    return control.name()
        + (counts.refused == 0
            ? " set before the first program"
            : " refused: " + Errno.describe(counts.error));
  }

  private static String told(Control control) {
    Counts counts = control.counts();
    String set = control.name() + " set for " + counts.set + " programs";
    return counts.refused == 0
        ? set
        : set + ", refused for " + counts.refused + ": " + Errno.describe(counts.error);
  }
}
