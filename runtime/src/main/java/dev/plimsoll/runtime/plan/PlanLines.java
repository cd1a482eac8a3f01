package dev.plimsoll.runtime.plan;

import dev.plimsoll.runtime.knob.Carrier;
import dev.plimsoll.runtime.knob.Encoder;
import dev.plimsoll.runtime.knob.Evidence;
import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import dev.plimsoll.runtime.knob.Residual;
import dev.plimsoll.runtime.knob.Switch;
import dev.plimsoll.runtime.knob.Switchboard;
import dev.plimsoll.runtime.policy.HeldBaseline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plans as lines of fields that tabs separate; the first field says what the line is about. What
 * components do not use is left out, for nothing is done about it.
 */
final class PlanLines {
  private static final String VERSION = "1";

  /** Stands for all withheld features. */
  private static final String ALL = "*";

  private PlanLines() {}

  static List<String> write(Plan plan) {
    List<String> lines = new ArrayList<>();
    HoldChoices choices = plan.choices();
    lines.add(line("plan", VERSION, plan.policy()));
    lines.add(
        line("hold", choices.words(), choices.onLoss(), choices.exec32Bit(), choices.residual()));
    choices.limits().forEach((family, bits) -> lines.add(line("limit", family, bits.toString())));
    plan.byArchitecture().values().forEach(on -> write(on, lines));
    return lines;
  }

  private static void write(ArchitecturePlan plan, List<String> lines) {
    KnobPlan knobs = plan.knobs();
    lines.add(line("on", plan.architecture()));
    lines.add(line("withheld", list(knobs.withheld())));
    lines.add(line("by-words", list(plan.byWords())));
    if (!plan.cpuid().masks().isEmpty()) {
      lines.add(line("by-cpuid", list(plan.cpuid().features())));
      plan.cpuid().masks().forEach(mask -> lines.add(line("cpuid", mask.text())));
    }
    if (!plan.byControl().isEmpty()) {
      lines.add(line("by-control", list(plan.byControl())));
    }
    knobs.notes().forEach(note -> lines.add(line("note", note)));
    for (KnobSetting setting : knobs.settings()) {
      lines.add(
          line(
              "setting",
              setting.component(),
              setting.record(),
              setting.carrier().name(),
              setting.name(),
              setting.encoder().name(),
              setting.board().argument(),
              setting.value(),
              list(setting.programs()),
              list(setting.reads()),
              list(setting.presupposes())));
      setting
          .board()
          .switches()
          .forEach(s -> lines.add(line("switch", s.ladder(), s.token(), s.mark())));
      setting.limits().forEach(limit -> lines.add(line("beyond", limit)));
    }
    for (Holding holding : knobs.holdings()) {
      lines.add(
          line(
              "holding",
              holding.component(),
              holding.record(),
              features(holding.features(), knobs.withheld()),
              holding.how(),
              holding.evidence().name(),
              Boolean.toString(holding.unverified())));
    }
    for (Residual residual : knobs.residual()) {
      lines.add(
          line(
              "residual",
              residual.component(),
              features(residual.features(), knobs.withheld()),
              residual.reason().name(),
              residual.detail()));
    }
    knobs
        .collateral()
        .forEach(
            lost ->
                lines.add(
                    line(
                        "collateral",
                        lost.component(),
                        lost.feature(),
                        lost.token(),
                        lost.because())));
  }

  private static String features(List<String> features, List<String> withheld) {
    return features.equals(withheld) ? ALL : list(features);
  }

  private static String list(List<String> items) {
    return String.join(",", items);
  }

  private static String line(String... fields) {
    return String.join("\t", Stream.of(fields).map(PlanLines::escape).toList());
  }

  private static String escape(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String plain(String field) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        i++;
        c =
            switch (field.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> field.charAt(i);
            };
      }
      plain.append(c);
    }
    return plain.toString();
  }

  static Plan read(HeldBaseline baseline, List<String> lines) {
    Reading reading = new Reading();
    lines.forEach(reading::take);
    return reading.plan(baseline);
  }

  /** What has been read so far. */
  private static final class Reading {
    private String policy = "";
    private HoldChoices choices = HoldChoices.DEFAULT;
    private final TreeMap<String, ArchitecturePlan> done = new TreeMap<>();
    private String architecture = "";
    private List<String> withheld = List.of();
    private List<String> byWords = List.of();
    private List<String> byCpuid = List.of();
    private List<CpuidMask> masks = new ArrayList<>();
    private List<String> byControl = List.of();
    private List<String> notes = new ArrayList<>();
    private List<KnobSetting> settings = new ArrayList<>();
    private List<Holding> holdings = new ArrayList<>();
    private List<Residual> residual = new ArrayList<>();
    private List<KnobPlan.Collateral> collateral = new ArrayList<>();

    private void take(String line) {
      String[] f = Arrays.stream(line.split("\t", -1)).map(PlanLines::plain).toArray(String[]::new);
      switch (f[0] + " " + f.length) {
        case "plan 3" -> policy = f[2];
        case "hold 5" -> choices = new HoldChoices(f[1], f[2], f[3], f[4], choices.limits());
        case "limit 3" -> limit(f[1], Integer.parseInt(f[2]));
        case "on 2" -> begin(f[1]);
        case "withheld 2" -> withheld = names(f[1]);
        case "by-words 2" -> byWords = names(f[1]);
        case "by-cpuid 2" -> byCpuid = names(f[1]);
        case "cpuid 2" -> masks.add(CpuidMask.parse(f[1]).orElseThrow());
        case "by-control 2" -> byControl = names(f[1]);
        case "note 2" -> notes.add(f[1]);
        case "setting 11" -> settings.add(setting(f));
        case "switch 4" -> last(with(last(), new Switch(f[1], f[2], f[3])));
        case "beyond 2" -> last(with(last(), f[1]));
        case "holding 7" ->
            holdings.add(
                new Holding(
                    f[1],
                    f[2],
                    names(f[3]),
                    f[4],
                    Evidence.valueOf(f[5]),
                    Boolean.parseBoolean(f[6])));
        case "residual 5" ->
            residual.add(new Residual(f[1], names(f[2]), Residual.Reason.valueOf(f[3]), f[4]));
        case "collateral 5" -> collateral.add(new KnobPlan.Collateral(f[1], f[2], f[3], f[4]));
        default -> throw new IllegalArgumentException("no line of a plan: " + line);
      }
    }

    private void limit(String family, int bits) {
      TreeMap<String, Integer> limits = new TreeMap<>(choices.limits());
      limits.put(family, bits);
      choices =
          new HoldChoices(
              choices.words(), choices.onLoss(), choices.exec32Bit(), choices.residual(), limits);
    }

    private void begin(String next) {
      end();
      architecture = next;
      withheld = List.of();
      byWords = List.of();
      byCpuid = List.of();
      masks = new ArrayList<>();
      byControl = List.of();
      notes = new ArrayList<>();
      settings = new ArrayList<>();
      holdings = new ArrayList<>();
      residual = new ArrayList<>();
      collateral = new ArrayList<>();
    }

    private void end() {
      if (!architecture.isEmpty()) {
        KnobPlan knobs =
            new KnobPlan(
                architecture, withheld, settings, holdings, List.of(), collateral, residual, notes);
        CpuidPlan cpuid = new CpuidPlan(byCpuid, masks, CpuidPlan.Answered.ON_SOME);
        done.put(architecture, new ArchitecturePlan(byWords, byControl, cpuid, knobs));
      }
    }

    private Plan plan(HeldBaseline baseline) {
      end();
      return new Plan(policy, baseline, choices, done);
    }

    private List<String> names(String field) {
      return field.equals(ALL)
          ? withheld
          : field.isEmpty() ? List.of() : List.of(field.split(",", -1));
    }

    private KnobSetting setting(String[] f) {
      return new KnobSetting(
          f[1],
          f[2],
          Carrier.valueOf(f[3]),
          f[4],
          Encoder.valueOf(f[5]),
          new Switchboard(f[6], List.of()),
          f[7],
          names(f[8]),
          names(f[9]),
          names(f[10]),
          List.of());
    }

    private KnobSetting last() {
      if (settings.isEmpty()) {
        throw new IllegalArgumentException("a line of a setting stands before the first one");
      }
      return settings.get(settings.size() - 1);
    }

    private void last(KnobSetting setting) {
      settings.set(settings.size() - 1, setting);
    }

    private static KnobSetting with(KnobSetting s, Switch added) {
      Switchboard board =
          new Switchboard(
              s.board().argument(),
              Stream.concat(s.board().switches().stream(), Stream.of(added)).toList());
      return copy(s, board, s.limits());
    }

    private static KnobSetting with(KnobSetting s, String limit) {
      return copy(s, s.board(), Stream.concat(s.limits().stream(), Stream.of(limit)).toList());
    }

    private static KnobSetting copy(KnobSetting s, Switchboard board, List<String> limits) {
      return new KnobSetting(
          s.component(),
          s.record(),
          s.carrier(),
          s.name(),
          s.encoder(),
          board,
          s.value(),
          s.programs(),
          s.reads(),
          s.presupposes(),
          limits);
    }
  }
}
