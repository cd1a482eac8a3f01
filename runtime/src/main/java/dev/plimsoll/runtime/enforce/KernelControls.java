package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.policy.ArchitectureBaseline;
import dev.plimsoll.runtime.policy.HeldBaseline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a kernel takes away from one process when that process asks for it: calls that a program is
 * made to make at its exec stop. For one thread.
 */
final class KernelControls {
  private static final long PR_SVE_SET_VL = 50;
  private static final long PR_PAC_SET_ENABLED_KEYS = 60;
  private static final long PR_SME_SET_VL = 63;
  private static final long VL_INHERIT = 1 << 17;
  private static final long PAC_ADDRESS_KEYS = 0xf;
  private static final int BITS_PER_BYTE = 8;

  /**
   * A control.
   *
   * @param feature what a baseline lacks where the control is set to 0 for it; empty where a policy
   *     gives the value
   * @param kept what its last argument has in addition so that later execs keep it; 0 where they
   *     cannot
   * @param arguments of {@code prctl} before the value
   * @param unit what the value is divided by
   */
  private record Row(
      String name,
      String architecture,
      Optional<String> feature,
      long kept,
      List<Long> arguments,
      long unit) {}

  /** From {@code linux/prctl.h}; what is kept, from Linux's {@code arch/arm64} documents. */
  private static final List<Row> ROWS =
      List.of(
          new Row(
              "vector-length-sve",
              "aarch64",
              Optional.empty(),
              VL_INHERIT,
              List.of(PR_SVE_SET_VL),
              BITS_PER_BYTE),
          new Row(
              "vector-length-sme",
              "aarch64",
              Optional.empty(),
              VL_INHERIT,
              List.of(PR_SME_SET_VL),
              BITS_PER_BYTE),
          new Row(
              "pac-keys",
              "aarch64",
              Optional.of("paca"),
              0,
              List.of(PR_PAC_SET_ENABLED_KEYS, PAC_ADDRESS_KEYS),
              1));

  private record Control(String name, Injection.Call call, Counts counts) {}

  private static final class Counts {
    private long set;
    private long refused;
    private long error;
  }

  private final List<Control> controls = new ArrayList<>();

  /**
   * The controls of a plan that are for an architecture. What sees each exec sets them at each, and
   * not so that the kernel keeps them: HotSpot 17 takes the flag for a part of the length, and
   * stops using SVE.
   */
  KernelControls(HoldPlan plan, Machine machine, Mechanism mechanism) {
    for (Row row : ROWS) {
      Optional<Long> value = Optional.ofNullable(plan.controls().get(row.name()));
      if (value.isPresent() && row.architecture().equals(machine.architecture())) {
        List<Long> arguments = new ArrayList<>(row.arguments());
        arguments.add(value.get() / row.unit() | (mechanism.seesEveryExec() ? 0 : row.kept()));
        add(row.name(), new Injection.Call(SystemCall.PRCTL, arguments));
      }
    }
  }

  void add(String name, Injection.Call call) {
    controls.add(new Control(name, call, new Counts()));
  }

  /** Whether there is such a control. */
  static boolean exists(String name) {
    for (Row row : ROWS) {
      if (row.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** What a baseline's lacks switch off. */
  static Map<String, Long> of(HeldBaseline baseline) {
    TreeMap<String, Long> off = new TreeMap<>();
    for (Row row : ROWS) {
      Optional<ArchitectureBaseline> on = baseline.on(row.architecture());
      if (on.isPresent()
          && row.feature().filter(f -> !on.get().features().contains(f)).isPresent()) {
        off.put(row.name(), 0L);
      }
    }
    return off;
  }

  /** The controls of a plan that each exec on an architecture takes back. */
  static List<String> lostAtExec(HoldPlan plan, String architecture) {
    return ROWS.stream()
        .filter(row -> row.architecture().equals(architecture) && row.kept() == 0)
        .map(Row::name)
        .filter(name -> plan.controls().containsKey(name))
        .toList();
  }

  List<Injection.Call> calls() {
    List<Injection.Call> calls = new ArrayList<>();
    for (Control control : controls) {
      calls.add(control.call());
    }
    return calls;
  }

  /** Notes what came of the calls, which were made in order. */
  void count(List<Long> results) {
    for (int i = 0; i < Math.min(results.size(), controls.size()); i++) {
      Counts counts = controls.get(i).counts();
      counts.set += results.get(i) < 0 ? 0 : 1;
      counts.refused += results.get(i) < 0 ? 1 : 0;
      counts.error = Math.min(counts.error, results.get(i));
    }
  }

  /** What became of each, as sentences. */
  List<String> told() {
    return controls.stream().map(KernelControls::told).toList();
  }

  private static String told(Control control) {
    Counts counts = control.counts();
    String set = control.name() + " set for " + counts.set + " programs";
    return counts.refused == 0
        ? set
        : set + ", refused for " + counts.refused + ": " + Errno.describe(counts.error);
  }
}
