package dev.plimsoll.compiler.knob;

import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.compiler.catalog.KnobLeak;
import dev.plimsoll.compiler.catalog.KnobSwitch;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.Residual.Reason;
import dev.plimsoll.runtime.knob.Switch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which switches of a knob are turned off: all that withheld features want off, unless one takes
 * what the policy leaves and does not accept to lose; and those that close a leak.
 */
final class SwitchChoice {
  private final Knob knob;
  private final Set<String> withheld;
  private final Map<String, String> accepted;
  private final Set<String> off = new LinkedHashSet<>();
  private final Map<String, Miss> misses = new TreeMap<>();
  private final Set<String> reached = new TreeSet<>();

  /**
   * Chooses.
   *
   * @param withheld all that the policy withholds
   * @param open what of it this knob is asked to reach
   * @param accepted what may be lost besides, with the reason
   */
  SwitchChoice(Knob knob, Set<String> withheld, Set<String> open, Map<String, String> accepted) {
    this.knob = knob;
    this.withheld = withheld;
    this.accepted = accepted;
    for (KnobSwitch each : knob.switches()) {
      each.key()
          .filter(key -> open.stream().anyMatch(each::isAbout))
          .ifPresent(key -> turnOff(each, key, open));
    }
    for (String feature : open) {
      List<KnobSwitch> about = knob.about(feature);
      boolean all = about.stream().allMatch(this::isDone);
      if (!about.isEmpty() && all) {
        reached.add(feature);
      }
    }
    knob.leaks().forEach(this::close);
  }

  /** The ids of the switches that are off, closed on ladders, in the order of the board. */
  Set<String> off() {
    return knob.board().close(off);
  }

  /** The open features that are held. */
  Set<String> reached() {
    return reached;
  }

  /** The open features that have switches and are not held. */
  Map<String, Miss> misses() {
    return misses;
  }

  /** What is lost besides: by consent, or because it is used together with what is withheld. */
  List<KnobPlan.Collateral> collateral() {
    List<KnobPlan.Collateral> lost = new ArrayList<>();
    for (KnobSwitch each : knob.switches()) {
      if (each.key().filter(key -> off.contains(key.id())).isPresent()) {
        String id = each.key().orElseThrow().id();
        Set<String> consented = taken(each);
        Set<String> all = new TreeSet<>(each.features());
        all.addAll(consented);
        all.removeAll(withheld);
        for (String feature : all) {
          String because =
              consented.contains(feature)
                  ? accepted.getOrDefault(feature, "")
                  : "its code requires " + cause(each).orElse("") + ", which is withheld";
          lost.add(new KnobPlan.Collateral(knob.component(), feature, id, because));
        }
      }
    }
    return lost;
  }

  private boolean isDone(KnobSwitch each) {
    return each.state() == KnobSwitch.State.LEAK
        || each.key().filter(key -> off.contains(key.id())).isPresent();
  }

  private void turnOff(KnobSwitch each, Switch key, Set<String> open) {
    boolean floor = knob.board().isLowest(key);
    Set<String> refused = floor ? Set.of() : refused(Set.of(key.id()));
    if (!floor && refused.isEmpty()) {
      off.addAll(knob.board().close(Set.of(key.id())));
      return;
    }
    Miss miss =
        floor
            ? new Miss(Reason.FLOOR, key.id() + " is the least that it has")
            : new Miss(
                Reason.COLLATERAL_NOT_ACCEPTED,
                "without " + key.id() + " it loses " + String.join(", ", refused) + ", too");
    each.features().stream()
        .filter(open::contains)
        .forEach(f -> misses.merge(f, miss, SwitchChoice::better));
  }

  /** Closes a leak where it can be closed. */
  private void close(KnobLeak leak) {
    Set<String> leaking = new TreeSet<>(leak.features());
    leaking.retainAll(reached);
    if (leaking.isEmpty()) {
      return;
    }
    String hint = "";
    for (List<String> alternative : leak.closedBy()) {
      Set<String> refused = refused(Set.copyOf(alternative));
      if (refused.isEmpty()) {
        off.addAll(knob.board().close(Set.copyOf(alternative)));
        return;
      }
      hint +=
          "; without "
              + String.join(" and ", alternative)
              + " that ends, and "
              + String.join(", ", refused);
    }
    Miss miss = new Miss(Reason.LEAK, leak.where() + hint);
    leaking.forEach(feature -> misses.put(feature, miss));
    reached.removeAll(leaking);
  }

  /** What turning switches off would take without consent. */
  private Set<String> refused(Set<String> ids) {
    Set<String> refused = new TreeSet<>();
    for (String id : knob.board().close(ids)) {
      if (!off.contains(id)) {
        knob.byId(id).ifPresent(each -> refused.addAll(taken(each)));
      }
    }
    refused.removeAll(accepted.keySet());
    return refused;
  }

  /**
   * What a switch takes that the policy leaves. Code that requires something withheld would not run
   * on a machine without it, so that what else it uses is no loss.
   */
  private Set<String> taken(KnobSwitch each) {
    Set<String> taken = new TreeSet<>(each.also());
    if (cause(each).isEmpty()) {
      taken.addAll(each.features());
    }
    taken.removeAll(withheld);
    return taken;
  }

  /** The withheld feature that a switch, or a rung below it, requires. */
  private Optional<String> cause(KnobSwitch each) {
    for (KnobSwitch other : knob.switches()) {
      if (other.equals(each) || isSameLadder(other, each)) {
        Set<String> cause = new TreeSet<>(other.required());
        cause.retainAll(withheld);
        if (!cause.isEmpty()) {
          return cause.stream().findFirst();
        }
      }
      if (other.equals(each)) {
        break;
      }
    }
    return Optional.empty();
  }

  private static boolean isSameLadder(KnobSwitch one, KnobSwitch other) {
    Optional<String> ladder = one.key().filter(Switch::isRung).map(Switch::ladder);
    return ladder.isPresent() && ladder.equals(other.key().map(Switch::ladder));
  }

  private static Miss better(Miss one, Miss other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
