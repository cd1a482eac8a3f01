package dev.plimsoll.runtime.plan;

import dev.plimsoll.runtime.host.Host;
import dev.plimsoll.runtime.knob.Launch;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HeldWords;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is done so that programs keep to a baseline. It says nothing of a single machine: what is
 * not reached here is no loss on a machine that does not have it.
 *
 * @param policy the policy's name
 * @param choices what the policy decides
 * @param byArchitecture what is done, by architecture
 */
public record Plan(
    String policy,
    HeldBaseline baseline,
    HoldChoices choices,
    SortedMap<String, ArchitecturePlan> byArchitecture) {

  public Plan {
    byArchitecture = Collections.unmodifiableSortedMap(new TreeMap<>(byArchitecture));
  }

  /** What is done on an architecture; empty where the baseline does not name it. */
  public Optional<ArchitecturePlan> on(String architecture) {
    return Optional.ofNullable(byArchitecture.get(architecture));
  }

  /** The same plan for one of its architectures alone. */
  public Plan only(String architecture) {
    TreeMap<String, ArchitecturePlan> one = new TreeMap<>(byArchitecture);
    one.keySet().retainAll(List.of(architecture));
    return new Plan(policy, baseline, choices, one);
  }

  /** The same plan with another answer to loss. */
  public Plan onLoss(String other) {
    return new Plan(policy, baseline, choices.onLoss(other), byArchitecture);
  }

  /** The same plan with another answer to how the words are held. */
  public Plan words(String other) {
    HoldChoices changed = choices.words(other);
    TreeMap<String, ArchitecturePlan> plans = new TreeMap<>(byArchitecture);
    if (!changed.masksWords()) {
      plans.replaceAll((name, on) -> on.withoutWords());
    }
    return new Plan(policy, baseline, changed, plans);
  }

  /**
   * What comes of the plan on a machine: what it does not have need not be withheld there, and what
   * would have a component use what it does not have is not set.
   */
  public Plan on(Host host) {
    Plan one = only(host.architecture());
    TreeMap<String, ArchitecturePlan> plans = new TreeMap<>(one.byArchitecture);
    plans.replaceAll((name, on) -> on.on(host, choices.answersCpuid()));
    return new Plan(policy, baseline, choices, plans);
  }

  /**
   * A launch with what the plan sets on an architecture, {@link HeldWords} among it; nothing on
   * architectures that the baseline does not name.
   */
  public PlannedLaunch under(String architecture, Launch launch) {
    Optional<ArchitecturePlan> on = on(architecture);
    Launch.Held held = launch.under(on.map(o -> o.knobs().settings()).orElse(List.of()));
    TreeMap<String, String> variables = new TreeMap<>(held.launch().environment());
    if (choices.masksWords() && on.isPresent()) {
      variables.put(
          HeldWords.VARIABLE, HeldWords.text(baseline, new TreeSet<>(List.of(architecture))));
    }
    TreeMap<String, ArchitecturePlan> plans = new TreeMap<>(byArchitecture);
    on.ifPresent(o -> plans.put(architecture, o.without(held)));
    return new PlannedLaunch(
        new Plan(policy, baseline, choices, plans),
        new Launch(variables, held.launch().command()),
        held.changes());
  }

  /** What is not reached on an architecture. */
  public List<Residual> residual(String architecture) {
    return on(architecture).map(on -> on.knobs().residual()).orElse(List.of());
  }

  /** The plan for people. */
  public String text() {
    return PlanText.print(this);
  }

  /** The plan as one JSON document, as {@code plimsoll plan --format json} prints it. */
  public String json() {
    return PlanJson.print(this);
  }

  /** The plan as lines that {@link #parse} reads, to be kept in a generated class. */
  public List<String> lines() {
    return PlanLines.write(this);
  }

  /**
   * A plan from its lines.
   *
   * @throws IllegalArgumentException for lines that {@link #lines} did not write
   */
  public static Plan parse(HeldBaseline baseline, List<String> lines) {
    return PlanLines.read(baseline, lines);
  }
}
