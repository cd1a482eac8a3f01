package dev.plimsoll.compiler.knob;

import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.compiler.catalog.KnobSwitch;
import dev.plimsoll.compiler.catalog.KnobVersions;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.runtime.knob.Carrier;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Residual.Reason;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Resolves one part of a component: its knobs in their order, each for what those before it leave.
 */
final class PartPlan {
  private static final Set<String> DANGEROUS = Set.of("fatal", "breaks");

  private final List<Knob> records;
  private final Hold hold;
  private final Map<String, String> versions;
  private final Findings findings;

  PartPlan(List<Knob> records, Hold hold, Map<String, String> versions, Findings findings) {
    this.records = records;
    this.hold = hold;
    this.versions = versions;
    this.findings = findings;
  }

  void resolve(SortedSet<String> withheld) {
    Map<String, List<Knob>> slots =
        records.stream()
            .collect(Collectors.groupingBy(Knob::slot, LinkedHashMap::new, Collectors.toList()));
    SortedSet<String> open = new TreeSet<>(withheld);
    Map<String, Miss> misses = new TreeMap<>();
    for (List<Knob> slot : slots.values()) {
      Map<String, Miss> missed = slot(slot, withheld, open);
      missed.forEach((feature, miss) -> misses.merge(feature, miss, PartPlan::better));
      open.retainAll(missed.keySet());
    }
    misses.keySet().retainAll(open);
    findings.leave(records.get(0).component(), misses);
  }

  private static Miss better(Miss one, Miss other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** What one slot does not reach of what is open. */
  private Map<String, Miss> slot(
      List<Knob> slot, SortedSet<String> withheld, SortedSet<String> open) {
    Optional<String> version = Optional.ofNullable(versions.get(slot.get(0).component()));
    Optional<Knob> known =
        version.flatMap(v -> slot.stream().filter(knob -> knob.versions().contains(v)).findFirst());
    Knob knob = known.orElseGet(() -> newest(slot));
    boolean unverified = known.isEmpty();
    if (unverified && version.isPresent() && DANGEROUS.contains(knob.behaviour().unknownToken())) {
      String detail = "nothing is known of version " + version.get();
      return all(open, new Miss(Reason.UNKNOWN_VERSION, detail));
    }
    Map<String, Miss> missed =
        switch (knob.kind()) {
          case SETTING -> setting(knob, withheld, open, unverified);
          case WORDS -> words(knob, open, unverified);
          case NONE -> states(knob, open, unverified);
          case OUTSIDE -> all(open, new Miss(Reason.LIMITS, knob.note()));
        };
    if (unverified && knob.kind() == Knob.Kind.SETTING) {
      slot.stream()
          .filter(other -> other.kind() == Knob.Kind.SETTING && !other.equals(knob))
          .forEach(other -> otherVersion(knob, other, withheld, open, missed));
    }
    return missed;
  }

  private static Knob newest(List<Knob> slot) {
    return slot.stream()
        .max(
            Comparator.comparing(
                (Knob knob) -> knob.versions().from().orElse("0"), KnobVersions::compare))
        .orElseThrow();
  }

  /**
   * Sets what another version needs besides where the component ignores what it does not know; what
   * depends on the version all the same is missed.
   */
  private void otherVersion(
      Knob knob,
      Knob other,
      SortedSet<String> withheld,
      SortedSet<String> open,
      Map<String, Miss> missed) {
    boolean harmless =
        other.behaviour().unknownToken().equals("ignored")
            && other.way().filter(way -> way.encoder().isAdditive()).isPresent();
    SwitchChoice choice = new SwitchChoice(other, withheld, open, hold.accepted());
    if (harmless) {
      Settings.of(other, choice.off()).forEach(findings::set);
    }
    for (String feature : open) {
      boolean depends =
          harmless
              ? choice.misses().containsKey(feature) || isStuck(other, feature)
              : !settingOf(knob, feature).equals(settingOf(other, feature));
      if (depends) {
        missed.putIfAbsent(
            feature, new Miss(Reason.UNKNOWN_VERSION, "its switches depend on the version"));
      }
    }
  }

  private static boolean isStuck(Knob knob, String feature) {
    return knob.about(feature).stream()
        .anyMatch(s -> s.state() == KnobSwitch.State.NONE || s.state() == KnobSwitch.State.FLOOR);
  }

  /** What sets a feature: variable, argument and switches; empty where nothing does. */
  private static Set<String> settingOf(Knob knob, String feature) {
    Set<String> all = new TreeSet<>();
    for (KnobSwitch each : knob.about(feature)) {
      each.key()
          .ifPresent(
              key -> {
                all.add("switch " + key.id());
                knob.way().ifPresent(way -> all.add(way.name() + " " + way.argument()));
              });
    }
    return all;
  }

  private Map<String, Miss> setting(
      Knob knob, SortedSet<String> withheld, SortedSet<String> open, boolean unverified) {
    SwitchChoice choice = new SwitchChoice(knob, withheld, open, hold.accepted());
    List<KnobSetting> settings = Settings.of(knob, choice.off());
    Map<String, Miss> missed = states(knob, open, unverified);
    missed.putAll(choice.misses());
    Set<String> dangers = Settings.presupposed(knob, choice.off());
    dangers.retainAll(withheld);
    if (!settings.isEmpty() && !dangers.isEmpty()) {
      String detail = "the value would make it use " + String.join(", ", dangers);
      missed.putAll(all(choice.reached(), new Miss(Reason.LIMITS, detail)));
      return missed;
    }
    settings.forEach(findings::set);
    choice.collateral().forEach(findings::lose);
    if (knob.way().filter(way -> way.carrier() == Carrier.FILE).isPresent()) {
      missed.putAll(all(choice.reached(), new Miss(Reason.LIMITS, knob.note())));
    } else if (!choice.reached().isEmpty()) {
      findings.hold(knob, choice.reached(), Settings.how(knob), unverified);
    }
    return missed;
  }

  private Map<String, Miss> words(Knob knob, SortedSet<String> open, boolean unverified) {
    Map<String, Miss> missed = states(knob, open, unverified);
    Set<String> obeyed = new TreeSet<>();
    for (String feature : open) {
      if (knob.about(feature).stream().anyMatch(s -> s.state() == KnobSwitch.State.WORDS)) {
        obeyed.add(feature);
      }
    }
    if (!KnobPlanner.holdsWords(hold)) {
      missed.putAll(all(obeyed, new Miss(Reason.LIMITS, "the policy leaves the words alone")));
    } else if (!obeyed.isEmpty()) {
      findings.hold(knob, obeyed, "AT_HWCAP words", unverified);
    }
    return missed;
  }

  /** What the record says of features that it has no switch for. */
  private Map<String, Miss> states(Knob knob, SortedSet<String> open, boolean unverified) {
    Map<String, Miss> missed = new TreeMap<>();
    Set<String> unused = new TreeSet<>();
    for (String feature : open) {
      List<KnobSwitch> about = knob.about(feature);
      if (about.isEmpty()) {
        if (knob.othersUnused()) {
          unused.add(feature);
        } else {
          missed.put(feature, new Miss(Reason.NOT_STATED, "whether it uses it is not known"));
        }
      }
      for (KnobSwitch each : about) {
        switch (each.state()) {
          case NONE -> missed.put(feature, new Miss(Reason.NO_KNOB, why(knob, "it has no switch")));
          case FLOOR ->
              missed.put(feature, new Miss(Reason.FLOOR, why(knob, "it is built to need it")));
          case UNUSED -> unused.add(feature);
          case SWITCH, WORDS, LEAK -> {}
        }
      }
    }
    findings.unused(knob, unused, unverified);
    return missed;
  }

  /** The note of a record that holds nothing says why; that of others is about what they hold. */
  private static String why(Knob knob, String other) {
    return knob.kind() == Knob.Kind.NONE && !knob.note().isEmpty() ? knob.note() : other;
  }

  private static Map<String, Miss> all(Set<String> features, Miss miss) {
    Map<String, Miss> misses = new TreeMap<>();
    features.forEach(feature -> misses.put(feature, miss));
    return misses;
  }
}
