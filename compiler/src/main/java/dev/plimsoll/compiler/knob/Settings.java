package dev.plimsoll.compiler.knob;

import dev.plimsoll.compiler.catalog.Knob;
import dev.plimsoll.compiler.catalog.KnobSwitch;
import dev.plimsoll.runtime.knob.Carrier;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Switch;
import dev.plimsoll.runtime.knob.Switchboard;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes the switches that are off as settings. */
final class Settings {
  private Settings() {}

  static List<KnobSetting> of(Knob knob, Set<String> off) {
    if (off.isEmpty() || knob.way().isEmpty()) {
      return List.of();
    }
    Knob.Way way = knob.way().get();
    if (!way.encoder().hasVariableEach()) {
      return List.of(setting(knob, way, way.name(), knob.board(), off));
    }
    List<KnobSetting> settings = new ArrayList<>();
    for (Switch each : knob.board().switches()) {
      if (off.contains(each.id())) {
        Switchboard board = new Switchboard(way.argument(), List.of(each));
        settings.add(setting(knob, way, way.name() + each.spelling(), board, Set.of(each.id())));
      }
    }
    return settings;
  }

  /** How it is called in a plan. */
  static String how(Knob knob) {
    Knob.Way way = knob.way().orElseThrow();
    return way.encoder().hasVariableEach() ? way.name() + "*" : way.name();
  }

  /** What is used without asking the machine: the features of what stays on. */
  static Set<String> presupposed(Knob knob, Set<String> off) {
    Set<String> features = new TreeSet<>();
    if (knob.way().filter(Knob.Way::forces).isPresent()) {
      for (KnobSwitch each : knob.switches()) {
        each.key()
            .filter(key -> !off.contains(key.id()))
            .ifPresent(key -> features.addAll(each.features()));
      }
      knob.architecture().baseSet().features().forEach(f -> features.remove(f.name()));
    }
    return features;
  }

  private static KnobSetting setting(
      Knob knob, Knob.Way way, String name, Switchboard board, Set<String> off) {
    return new KnobSetting(
        knob.component(),
        knob.id(),
        way.carrier(),
        name,
        way.encoder(),
        board.forMerging(),
        way.encoder().encode(board, off),
        way.programs(),
        way.reads(),
        List.copyOf(presupposed(knob, off)),
        limits(knob, way));
  }

  private static List<String> limits(Knob knob, Knob.Way way) {
    List<String> limits = new ArrayList<>();
    if (knob.behaviour().secureExec().equals("ignored")) {
      limits.add("set-user-id programs ignore it");
    }
    if (way.carrier() == Carrier.ARGUMENT) {
      limits.add("programs that it starts do not inherit it");
    }
    if (!knob.note().isEmpty()) {
      limits.add(knob.note());
    }
    return limits;
  }
}
