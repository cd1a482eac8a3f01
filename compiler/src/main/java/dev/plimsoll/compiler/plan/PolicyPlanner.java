package dev.plimsoll.compiler.plan;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.compiler.catalog.KnobCatalog;
import dev.plimsoll.compiler.catalog.WordCover;
import dev.plimsoll.compiler.knob.KnobPlanner;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.probe.CpuidAnswers;
import dev.plimsoll.runtime.enforce.HoldPlan;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.plan.ArchitecturePlan;
import dev.plimsoll.runtime.plan.CpuidPlan;
import dev.plimsoll.runtime.plan.HoldChoices;
import dev.plimsoll.runtime.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Plans how programs are held to a baseline, on every architecture that it names. */
public final class PolicyPlanner {
  /** In place of a component: a policy that sets no knob says nothing of what it starts. */
  private static final String ANY_PROGRAM = "any program";

  /** Where programs ask by CPUID, and a supervisor can run that answers. */
  private static final String CPUID = "x86_64";

  private final KnobCatalog catalog;
  private final Map<String, String> versions;

  private PolicyPlanner(KnobCatalog catalog, Map<String, String> versions) {
    this.catalog = catalog;
    this.versions = versions;
  }

  /** The plan for components of any version. */
  public static Plan plan(Policy policy, Baseline baseline) {
    return plan(policy, baseline, Map.of());
  }

  /**
   * The plan.
   *
   * @param versions of components, as far as they are known
   */
  public static Plan plan(Policy policy, Baseline baseline, Map<String, String> versions) {
    return new PolicyPlanner(KnobCatalog.load(), versions).planOf(policy, baseline);
  }

  private Plan planOf(Policy policy, Baseline baseline) {
    Hold hold = policy.holdOf(baseline);
    TreeMap<String, ArchitecturePlan> plans = new TreeMap<>();
    baseline.sets().forEach((name, set) -> plans.put(name, plan(set, hold)));
    return new Plan(policy.name(), baseline.held(), choices(hold), plans);
  }

  private static HoldChoices choices(Hold hold) {
    return new HoldChoices(
        hold.words(),
        lower(hold.onLoss()),
        lower(hold.exec32Bit()),
        lower(hold.residual()),
        new TreeMap<>(hold.limits()));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private ArchitecturePlan plan(FeatureSet set, Hold hold) {
    KnobPlan knobs = new KnobPlanner(catalog).plan(set, hold, versions);
    List<String> byWords =
        hold.words().equals(HoldChoices.OFF) || !wordsSteer(set.architecture())
            ? List.of()
            : knobs.withheld().stream().filter(name -> wordsTell(set, name)).toList();
    List<String> byControl =
        knobs.withheld().stream().filter(name -> kernelStops(set, name)).toList();
    List<Residual> residual = new ArrayList<>();
    for (Residual one : knobs.residual()) {
      List<String> left =
          one.features().stream().filter(name -> !byControl.contains(name)).toList();
      if (!left.isEmpty()) {
        residual.add(new Residual(one.component(), left, one.reason(), one.detail()));
      }
    }
    if (hold.knobs().isEmpty()) {
      List<String> open = new ArrayList<>(knobs.withheld());
      open.removeAll(byWords);
      open.removeAll(byControl);
      if (!open.isEmpty()) {
        residual.add(
            new Residual(
                ANY_PROGRAM,
                open,
                Residual.Reason.NO_KNOB,
                "the policy sets none, and no word expresses it; who asks the processor finds it"));
      }
    }
    return new ArchitecturePlan(
        byWords,
        byControl,
        set.architecture().name().equals(CPUID)
            ? CpuidAnswers.without(knobs.withheld())
            : CpuidPlan.NONE,
        new KnobPlan(
            knobs.architecture(),
            knobs.withheld(),
            knobs.settings(),
            knobs.holdings(),
            List.of(),
            knobs.collateral(),
            residual,
            knobs.notes()));
  }

  /** Whether any component is known to go by the words there. */
  private boolean wordsSteer(Architecture architecture) {
    return catalog.on(architecture).stream().anyMatch(knob -> knob.kind() == Knob.Kind.WORDS);
  }

  /** Whether no program can use it, because the kernel was told to stop what it needs. */
  private static boolean kernelStops(FeatureSet kept, String withheld) {
    Architecture architecture = kept.architecture();
    FeatureSet allowed = kept.plus(architecture.baseSet());
    return architecture.feature(withheld).stream()
        .map(feature -> architecture.set(List.of(feature)))
        .anyMatch(
            needed ->
                HoldPlan.stoppedByKernel(architecture.name()).stream()
                    .filter(stopped -> stopped.stream().noneMatch(allowed::contains))
                    .anyMatch(stopped -> stopped.stream().anyMatch(needed::contains)));
  }

  /** Whether a bit is cleared: the feature's own, or that of something that it needs. */
  private static boolean wordsTell(FeatureSet kept, String withheld) {
    Architecture architecture = kept.architecture();
    FeatureSet allowed = kept.plus(architecture.baseSet());
    return architecture.feature(withheld).stream()
        .flatMap(feature -> architecture.set(List.of(feature)).beyond(allowed).stream())
        .anyMatch(lost -> architecture.wordCover(lost) == WordCover.OWN);
  }
}
