package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The switches of one knob: rungs of a ladder from the lowest to the highest.
 *
 * @param argument what the encoder needs to know besides, see there
 */
public record Switchboard(String argument, List<Switch> switches) {

  public Switchboard {
    switches = List.copyOf(switches);
  }

  /** The ids of all switches, in order. */
  public List<String> ids() {
    return switches.stream().map(Switch::id).toList();
  }

  /** The rungs of each ladder, lowest first. */
  public Map<String, List<Switch>> ladders() {
    return switches.stream()
        .filter(Switch::isRung)
        .collect(Collectors.groupingBy(Switch::ladder, TreeMap::new, Collectors.toList()));
  }

  /** Whether a switch is the lowest rung of its ladder, which cannot be off. */
  public boolean isLowest(Switch each) {
    return each.isRung()
        && switches.stream()
            .filter(other -> other.ladder().equals(each.ladder()))
            .findFirst()
            .filter(each::equals)
            .isPresent();
  }

  /** What has to be off so that these switches are: of each ladder every higher rung, too. */
  public Set<String> close(Set<String> off) {
    Set<String> closed = new LinkedHashSet<>();
    Set<String> broken = new LinkedHashSet<>();
    for (Switch each : switches) {
      boolean isOff = off.contains(each.id()) || (each.isRung() && broken.contains(each.ladder()));
      if (isOff) {
        closed.add(each.id());
        broken.add(each.ladder());
      }
    }
    return closed;
  }

  /** The same board with what a merge needs: its ladders. */
  public Switchboard forMerging() {
    return new Switchboard(argument, switches.stream().filter(Switch::isRung).toList());
  }

  /** The highest rung that is left; the lowest always is. */
  static Switch top(List<Switch> rungs, Set<String> off) {
    Switch top = rungs.get(0);
    for (Switch rung : rungs) {
      if (off.contains(rung.id())) {
        break;
      }
      top = rung;
    }
    return top;
  }

  /** The place of a spelling on a ladder, whatever its case; empty if it is none of its rungs. */
  static Optional<Integer> place(List<Switch> rungs, String spelling) {
    String wanted = spelling.toLowerCase(Locale.ROOT);
    for (int i = 0; i < rungs.size(); i++) {
      for (String name : rungs.get(i).token().split("/", -1)) {
        if (name.toLowerCase(Locale.ROOT).equals(wanted)) {
          return Optional.of(i);
        }
      }
    }
    return Optional.empty();
  }

  /** The rungs above a place, by id. */
  static List<String> above(List<Switch> rungs, int place) {
    List<String> above = new ArrayList<>();
    rungs.subList(place + 1, rungs.size()).forEach(rung -> above.add(rung.id()));
    return above;
  }
}
