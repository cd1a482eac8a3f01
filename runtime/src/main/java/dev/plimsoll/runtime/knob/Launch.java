package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a program is started with.
 *
 * @param environment every variable
 * @param command the program and its arguments
 */
public record Launch(SortedMap<String, String> environment, List<String> command) {
  /** Linux takes no longer variable or argument: 32 pages. */
  private static final int LONGEST = 131_071;

  public Launch {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    command = List.copyOf(command);
  }

  /** A launch with the variables of a map. */
  public static Launch of(Map<String, String> environment, List<String> command) {
    return new Launch(new TreeMap<>(environment), command);
  }

  /**
   * The launch under settings.
   *
   * @param launch with every setting that could be made
   * @param changes what was set, in order
   * @param refused what could not be, with the reason
   * @param files settings that are no part of a launch: files that somebody has to put in place
   */
  public record Held(
      Launch launch, List<Change> changes, List<Refusal> refused, List<KnobSetting> files) {
    public Held {
      changes = List.copyOf(changes);
      refused = List.copyOf(refused);
      files = List.copyOf(files);
    }
  }

  /**
   * A setting that was made.
   *
   * @param before what the user had set; empty if nothing
   * @param after the value now
   */
  public record Change(KnobSetting setting, String before, String after) {}

  /** A setting that was not made; the user's value, if there is one, stays. */
  public record Refusal(KnobSetting setting, String reason) {}

  /** This launch with settings brought together with what it has; nothing that was off comes on. */
  public Held under(List<KnobSetting> settings) {
    TreeMap<String, String> variables = new TreeMap<>(environment);
    List<String> arguments = new ArrayList<>(command);
    List<Change> changes = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    List<KnobSetting> files = new ArrayList<>();
    for (KnobSetting setting : settings) {
      switch (setting.carrier()) {
        case FILE -> files.add(setting);
        case ARGUMENT -> argument(setting, arguments, changes, refused);
        case ENVIRONMENT, JVM_OPTIONS -> variable(setting, variables, changes, refused);
      }
    }
    return new Held(new Launch(variables, arguments), changes, refused, files);
  }

  private void variable(
      KnobSetting setting,
      Map<String, String> variables,
      List<Change> changes,
      List<Refusal> refused) {
    String before = variables.getOrDefault(setting.name(), "");
    List<String> elsewhere = new ArrayList<>();
    setting.reads().stream()
        .filter(variables::containsKey)
        .map(variables::get)
        .forEach(elsewhere::add);
    if (setting.carrier() == Carrier.JVM_OPTIONS) {
      elsewhere.addAll(command);
    }
    boolean isSet = variables.containsKey(setting.name()) || !elsewhere.isEmpty();
    Merged merged =
        isSet
            ? setting.encoder().merge(setting.board(), before, elsewhere, setting.value())
            : new Merged.Value(setting.value());
    if (merged instanceof Merged.Conflict conflict) {
      refused.add(new Refusal(setting, conflict.reason()));
    } else if (merged instanceof Merged.Value value) {
      if (setting.name().length() + 1 + value.text().length() > LONGEST) {
        refused.add(new Refusal(setting, "the value is longer than " + LONGEST + " characters"));
      } else {
        variables.put(setting.name(), value.text());
        changes.add(new Change(setting, before, value.text()));
      }
    }
  }

  private static void argument(
      KnobSetting setting, List<String> arguments, List<Change> changes, List<Refusal> refused) {
    String program = arguments.isEmpty() ? "" : arguments.get(0);
    if (!setting.programs().contains(program.substring(program.lastIndexOf('/') + 1))) {
      refused.add(
          new Refusal(
              setting,
              "it is an argument of " + String.join(" or ", setting.programs()) + " alone"));
      return;
    }
    Merged merged = setting.encoder().merge(setting.board(), "", arguments, setting.value());
    if (merged instanceof Merged.Conflict conflict) {
      refused.add(new Refusal(setting, conflict.reason()));
      return;
    }
    arguments.addAll(1, setting.items());
    changes.add(new Change(setting, "", setting.value()));
  }
}
