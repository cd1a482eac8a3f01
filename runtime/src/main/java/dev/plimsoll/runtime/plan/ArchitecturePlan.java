package dev.plimsoll.runtime.plan;

import static java.util.stream.Collectors.toSet;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Launch;
import dev.plimsoll.runtime.knob.Residual;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * A plan on one architecture.
 *
 * @param byWords the withheld features that the words alone keep from programs which ask for them;
 *     none where programs do not go by the words
 * @param byControl the withheld features that the kernel takes from every program
 * @param cpuid what programs are told that ask the processor
 * @param knobs what is set, what that holds and what is not reached
 */
public record ArchitecturePlan(
    List<String> byWords, List<String> byControl, CpuidPlan cpuid, KnobPlan knobs) {
  /** What no answer changes: a knob that leaks, code that cannot do without. */
  private static final Set<Residual.Reason> UNASKED =
      Set.of(Residual.Reason.LEAK, Residual.Reason.FLOOR);

  public ArchitecturePlan {
    byWords = byWords.stream().sorted().toList();
    byControl = byControl.stream().sorted().toList();
    knobs = with(knobs, open(knobs.residual(), cpuid));
  }

  /** A plan where the processor answers itself. */
  public ArchitecturePlan(List<String> byWords, List<String> byControl, KnobPlan knobs) {
    this(byWords, byControl, CpuidPlan.NONE, knobs);
  }

  private static List<Residual> open(List<Residual> residual, CpuidPlan cpuid) {
    return residual.stream()
        .map(r -> UNASKED.contains(r.reason()) ? r : only(r, f -> !cpuid.withholds(f)))
        .filter(r -> !r.features().isEmpty())
        .toList();
  }

  private static Residual only(Residual r, Predicate<String> kept) {
    return new Residual(
        r.component(), r.features().stream().filter(kept).toList(), r.reason(), r.detail());
  }

  private static KnobPlan with(KnobPlan knobs, List<Residual> residual) {
    return new KnobPlan(
        knobs.architecture(),
        knobs.withheld(),
        knobs.settings(),
        knobs.holdings(),
        knobs.unused(),
        knobs.collateral(),
        residual,
        knobs.notes());
  }

  public String architecture() {
    return knobs.architecture();
  }

  /** What becomes of each withheld feature, by name. */
  public List<Verdict> verdicts() {
    Set<String> set = knobs.settings().stream().map(KnobSetting::record).collect(toSet());
    return knobs.withheld().stream().map(feature -> verdict(feature, set)).toList();
  }

  /** The same where the words are left alone. */
  ArchitecturePlan withoutWords() {
    Set<String> set = knobs.settings().stream().map(KnobSetting::record).collect(toSet());
    Set<String> obeyed = new HashSet<>();
    List<Residual> residual = new ArrayList<>(knobs.residual());
    for (Holding holding : knobs.holdings()) {
      if (!set.contains(holding.record())) {
        obeyed.add(holding.record());
        residual.add(
            new Residual(
                holding.component(),
                holding.features(),
                Residual.Reason.LIMITS,
                "it goes by the words, which are left alone"));
      }
    }
    return new ArchitecturePlan(List.of(), byControl, cpuid, replaced(obeyed, residual).knobs());
  }

  /**
   * What comes of it on a machine.
   *
   * @param answers whether CPUID is to be answered where that can be
   */
  ArchitecturePlan on(Host host, boolean answers) {
    Optional<SortedSet<String>> has = host.features();
    Set<String> unset = new HashSet<>();
    List<Residual> residual = new ArrayList<>(knobs.residual());
    for (KnobSetting setting : knobs.settings()) {
      if (has.isEmpty() || !has.get().containsAll(setting.presupposes())) {
        if (!setting.presupposes().isEmpty() && unset.add(setting.record())) {
          residual.addAll(
              unreached(setting, "it would have it use what this machine may not have"));
        }
      }
    }
    ArchitecturePlan made = replaced(unset, residual);
    ArchitecturePlan narrowed = has.isEmpty() ? made : made.narrowedTo(has.get());
    boolean faults = has.isPresent() && has.get().contains(CpuidPlan.FAULTING);
    return new ArchitecturePlan(
        byWords, byControl, cpuid.answered(answers && faults), narrowed.knobs());
  }

  /** The same without the settings that a launch could not be given. */
  ArchitecturePlan without(Launch.Held held) {
    Set<String> unset = new HashSet<>();
    List<Residual> residual = new ArrayList<>(knobs.residual());
    for (Launch.Refusal refusal : held.refused()) {
      if (unset.add(refusal.setting().record())) {
        residual.addAll(unreached(refusal.setting(), refusal.reason()));
      }
    }
    for (KnobSetting file : held.files()) {
      if (unset.add(file.record())) {
        residual.addAll(unreached(file, "the file " + file.name() + " has to say it"));
      }
    }
    return replaced(unset, residual);
  }

  private List<Residual> unreached(KnobSetting setting, String why) {
    List<String> features =
        knobs.holdings().stream()
            .filter(h -> h.record().equals(setting.record()))
            .flatMap(h -> h.features().stream())
            .distinct()
            .sorted()
            .toList();
    return features.isEmpty()
        ? List.of()
        : List.of(
            new Residual(
                setting.component(),
                features,
                Residual.Reason.LIMITS,
                setting.value() + " is not set: " + why));
  }

  private ArchitecturePlan replaced(Set<String> unset, List<Residual> residual) {
    return new ArchitecturePlan(
        byWords,
        byControl,
        cpuid,
        new KnobPlan(
            knobs.architecture(),
            knobs.withheld(),
            knobs.settings().stream().filter(s -> !unset.contains(s.record())).toList(),
            knobs.holdings().stream().filter(h -> !unset.contains(h.record())).toList(),
            knobs.unused(),
            knobs.collateral(),
            residual,
            knobs.notes()));
  }

  private ArchitecturePlan narrowedTo(Set<String> present) {
    return new ArchitecturePlan(
        byWords,
        byControl,
        cpuid,
        new KnobPlan(
            knobs.architecture(),
            knobs.withheld().stream().filter(present::contains).toList(),
            knobs.settings(),
            knobs.holdings().stream()
                .filter(h -> h.features().stream().anyMatch(present::contains))
                .toList(),
            knobs.unused(),
            knobs.collateral().stream().filter(c -> present.contains(c.feature())).toList(),
            knobs.residual().stream()
                .map(r -> only(r, present::contains))
                .filter(r -> !r.features().isEmpty())
                .toList(),
            knobs.notes()));
  }

  private Verdict verdict(String feature, Set<String> set) {
    List<Holding> holders =
        knobs.holdings().stream().filter(h -> h.features().contains(feature)).toList();
    List<Residual> open =
        knobs.residual().stream().filter(r -> r.features().contains(feature)).toList();
    return byControl.contains(feature)
        ? Verdict.byControl(feature, holders, open)
        : Verdict.of(
            feature,
            cpuid.withholds(feature),
            byWords.contains(feature) && holders.stream().noneMatch(h -> set.contains(h.record())),
            holders,
            open);
  }
}
