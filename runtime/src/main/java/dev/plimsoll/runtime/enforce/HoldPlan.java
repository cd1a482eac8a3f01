package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.plan.ArchitecturePlan;
import dev.plimsoll.runtime.plan.CpuidMask;
import dev.plimsoll.runtime.plan.HoldChoices;
import dev.plimsoll.runtime.plan.Plan;
import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HeldWords;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a supervisor is to do: the words that programs may see, how, and what their environment
 * tells them of it.
 *
 * <p>Words are masks: a program sees the bits of its kernel that its architecture's words have too.
 * A word type that is not named is left alone; an architecture that is not named as well.
 *
 * @param words the words by architecture name
 * @param mechanism the only mechanism to use; empty for the strongest that the machine offers
 * @param onLoss what becomes of a process that cannot be held
 * @param exec32Bit what becomes of 32-bit programs
 * @param controls values of kernel controls by their names; those of other architectures are passed
 *     over
 * @param cpuid what answers to CPUID lose, where they can be given and the mechanism sees each
 *     thread all the time
 * @param variables what is set in the environment of the first program, by name; a character stands
 *     for a byte
 */
public record HoldPlan(
    SortedMap<String, HwcapWords> words,
    Optional<Mechanism> mechanism,
    OnLoss onLoss,
    Exec32Bit exec32Bit,
    SortedMap<String, Long> controls,
    List<CpuidMask> cpuid,
    SortedMap<String, String> variables)
    implements HoldPlanReading {

  /** The first line of a plan's text. */
  public static final String HEADER = "plimsoll-hold 1";

  private static final int DECIMAL = 10;
  private static final int HEX = 16;

  private static final String CPUID = "cpuid ";

  /** The plan that leaves all words and the environment alone; others are made from it. */
  public static final HoldPlan NONE =
      new HoldPlan(
          new TreeMap<>(),
          Optional.empty(),
          OnLoss.KILL,
          Exec32Bit.ALLOW,
          new TreeMap<>(),
          List.of(),
          new TreeMap<>());

  public HoldPlan {
    words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    controls = Collections.unmodifiableSortedMap(new TreeMap<>(controls));
    cpuid = List.copyOf(cpuid);
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /**
   * The plan that holds processes to a baseline by the strongest mechanism and refuses what cannot
   * be held. Word types that the baseline does not name promise nothing and are masked to 0. The
   * programs are told by {@link HeldWords}.
   */
  public static HoldPlan of(HeldBaseline baseline) {
    HoldPlan plan = NONE.with(HeldWords.VARIABLE, HeldWords.text(baseline));
    for (Map.Entry<String, Long> control : KernelControls.of(baseline).entrySet()) {
      plan = plan.control(control.getKey(), control.getValue());
    }
    for (String architecture : baseline.architectures()) {
      Optional<HwcapWords> words = baseline.on(architecture).map(on -> allTypes(on.words()));
      plan = words.isPresent() ? plan.words(architecture, words.get()) : plan;
    }
    return plan;
  }

  /** What of a plan a supervisor does; the knobs and what programs are told are a launch's. */
  public static HoldPlan of(Plan plan) {
    HoldChoices choices = plan.choices();
    HoldPlan hold = of(plan.baseline()).by(Mechanism.of(choices.words()));
    hold = OnLoss.of(choices.onLoss()).map(hold::onLoss).orElse(hold);
    hold = Exec32Bit.of(choices.exec32Bit()).map(hold::exec32Bit).orElse(hold);
    for (Map.Entry<String, Integer> limit : choices.limits().entrySet()) {
      hold = hold.control("vector-length-" + limit.getKey(), limit.getValue());
    }
    for (ArchitecturePlan on : plan.byArchitecture().values()) {
      for (CpuidMask mask : on.cpuid().masks()) {
        hold = hold.cpuid(mask);
      }
    }
    return choices.masksWords() ? hold : hold.withoutWords();
  }

  /**
   * Features of which the kernel stops every instruction, with what needs them, where a baseline
   * has none of a set.
   */
  public static Set<Set<String>> stoppedByKernel(String architecture) {
    return KernelControls.stopped(architecture);
  }

  private static HwcapWords allTypes(HwcapWords named) {
    TreeMap<Integer, Long> all = new TreeMap<>(named.asMap());
    AuxType.WORDS.forEach(type -> all.putIfAbsent(type, 0L));
    return HwcapWords.of(all);
  }

  /** The masks for programs of an architecture. */
  public Optional<HwcapWords> wordsOn(String architecture) {
    return Optional.ofNullable(words.get(architecture));
  }

  /** The same plan with the masks for one more architecture, or others for it. */
  public HoldPlan words(String architecture, HwcapWords masks) {
    TreeMap<String, HwcapWords> more = new TreeMap<>(words);
    more.put(architecture, masks);
    return new HoldPlan(more, mechanism, onLoss, exec32Bit, controls, cpuid, variables);
  }

  /** The same plan that leaves all words alone. */
  public HoldPlan withoutWords() {
    TreeMap<String, String> others = new TreeMap<>(variables);
    others.remove(HeldWords.VARIABLE);
    return new HoldPlan(new TreeMap<>(), mechanism, onLoss, exec32Bit, controls, cpuid, others);
  }

  /** The same plan by one mechanism only. */
  public HoldPlan by(Mechanism only) {
    return by(Optional.of(only));
  }

  /** The same plan by one mechanism only, or by the strongest there is. */
  public HoldPlan by(Optional<Mechanism> only) {
    return new HoldPlan(words, only, onLoss, exec32Bit, controls, cpuid, variables);
  }

  /** The same plan with another answer to loss. */
  public HoldPlan onLoss(OnLoss other) {
    return new HoldPlan(words, mechanism, other, exec32Bit, controls, cpuid, variables);
  }

  /** The same plan with another answer to 32-bit programs. */
  public HoldPlan exec32Bit(Exec32Bit other) {
    return new HoldPlan(words, mechanism, onLoss, other, controls, cpuid, variables);
  }

  /** The same plan with one more kernel control, or another value for it. */
  public HoldPlan control(String name, long value) {
    TreeMap<String, Long> more = new TreeMap<>(controls);
    more.put(name, value);
    return new HoldPlan(words, mechanism, onLoss, exec32Bit, more, cpuid, variables);
  }

  /** The same plan with answers to CPUID that lose more. */
  public HoldPlan cpuid(CpuidMask mask) {
    List<CpuidMask> more = new ArrayList<>(cpuid);
    more.add(mask);
    return new HoldPlan(words, mechanism, onLoss, exec32Bit, controls, more, variables);
  }

  /**
   * The same plan with one more variable.
   *
   * @throws IllegalArgumentException for what no variable can be
   */
  public HoldPlan with(String name, String value) {
    if (!isName(name) || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no variable: " + name + "=" + value);
    }
    TreeMap<String, String> more = new TreeMap<>(variables);
    more.put(name, value);
    return new HoldPlan(words, mechanism, onLoss, exec32Bit, controls, cpuid, more);
  }

  /** Whether a mechanism may be used: the one that is named, else one that holds a whole tree. */
  public boolean permits(Mechanism chosen) {
    return mechanism.isPresent() ? mechanism.get() == chosen : chosen.holdsDescendants();
  }

  /** Why a mechanism cannot do all of this plan, as a sentence; empty where it can. */
  Optional<String> beyond(Mechanism chosen, String architecture) {
    if (chosen.seesEveryExec() || !chosen.holdsDescendants()) {
      return Optional.empty();
    }
    List<String> lost = KernelControls.lostAtExec(this, architecture);
    return exec32Bit != Exec32Bit.ALLOW
        ? Optional.of(chosen.title() + " does not tell of 32-bit programs")
        : lost.isEmpty()
            ? Optional.empty()
            : Optional.of(chosen.title() + " does not keep " + String.join(", ", lost));
  }

  /** The plan as text, which {@link #parse} reads. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    text.append("mechanism ").append(mechanism.map(Mechanism::letter).orElse("auto")).append('\n');
    text.append("on-loss ").append(onLoss.text()).append('\n');
    text.append("exec-32bit ").append(exec32Bit.text()).append('\n');
    controls.forEach(
        (name, value) ->
            text.append("control ").append(name).append(' ').append(value).append('\n'));
    cpuid.forEach(mask -> text.append("cpuid ").append(mask.text()).append('\n'));
    words.forEach(
        (architecture, masks) -> {
          text.append("words ").append(architecture);
          masks
              .asMap()
              .forEach((type, word) -> text.append(' ').append(type).append('=').append(hex(word)));
          text.append('\n');
        });
    variables.forEach(
        (name, value) ->
            text.append("variable ").append(name).append(' ').append(escape(value)).append('\n'));
    return text.toString();
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String plain(String escaped) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      boolean isEscape = escaped.charAt(i) == '\\' && i + 1 < escaped.length();
      char c = isEscape ? escaped.charAt(++i) : escaped.charAt(i);
      plain.append(isEscape && c == 'n' ? '\n' : c);
    }
    return plain.toString();
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLetter = c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!isLetter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether a text is a number of a radix, in lower case and without a sign. */
  private static boolean isNumber(String text, int radix, int maxDigits) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 'f' || (c >= 'A' && c <= 'F') || Character.digit(c, radix) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= maxDigits;
  }

  private static String hex(long word) {
    return "0x" + Long.toHexString(word);
  }

  /** Reads a plan's text; anything that it does not know makes it malformed. */
  public static HoldPlanReading parse(String text) {
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(HEADER)) {
      return new Malformed("a plan begins with the line \"" + HEADER + "\"");
    }
    HoldPlan plan = NONE;
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].isEmpty()) {
        continue;
      }
      Optional<HoldPlan> next =
          lines[i].startsWith("variable ")
              ? plan.withVariable(lines[i].split(" ", 3))
              : lines[i].startsWith(CPUID)
                  ? plan.withCpuid(lines[i].substring(CPUID.length()))
                  : plan.with(lines[i].split(" ", -1));
      if (next.isEmpty()) {
        return new Malformed("line " + (i + 1) + " of the plan is not understood: " + lines[i]);
      }
      plan = next.get();
    }
    return plan;
  }

  private Optional<HoldPlan> with(String[] line) {
    return switch (line[0] + " " + line.length) {
      case "mechanism 2" -> {
        Optional<Mechanism> only = Mechanism.of(line[1]);
        yield only.isPresent() || line[1].equals("auto") ? Optional.of(by(only)) : Optional.empty();
      }
      case "on-loss 2" -> {
        Optional<OnLoss> choice = OnLoss.of(line[1]);
        yield choice.isPresent() ? Optional.of(onLoss(choice.get())) : Optional.empty();
      }
      case "exec-32bit 2" -> {
        Optional<Exec32Bit> choice = Exec32Bit.of(line[1]);
        yield choice.isPresent() ? Optional.of(exec32Bit(choice.get())) : Optional.empty();
      }
      case "control 3" ->
          KernelControls.exists(line[1]) && isNumber(line[2], DECIMAL, 18)
              ? Optional.of(control(line[1], Long.parseLong(line[2])))
              : Optional.empty();
      default -> line[0].equals("words") && line.length > 1 ? withWords(line) : Optional.empty();
    };
  }

  private Optional<HoldPlan> withCpuid(String text) {
    Optional<CpuidMask> mask = CpuidMask.parse(text);
    return mask.isPresent() ? Optional.of(cpuid(mask.get())) : Optional.empty();
  }

  private Optional<HoldPlan> withVariable(String[] line) {
    return line.length == 3 && isName(line[1]) && !variables.containsKey(line[1])
        ? Optional.of(with(line[1], plain(line[2])))
        : Optional.empty();
  }

  private Optional<HoldPlan> withWords(String[] line) {
    TreeMap<Integer, Long> masks = new TreeMap<>();
    for (int i = 2; i < line.length; i++) {
      String pair = line[i].toLowerCase(Locale.ROOT);
      int equals = pair.indexOf("=0x");
      String number = pair.substring(0, Math.max(equals, 0));
      String word = equals < 0 ? "" : pair.substring(equals + "=0x".length());
      if (!isNumber(number, DECIMAL, 9) || !isNumber(word, HEX, 16)) {
        return Optional.empty();
      }
      int type = Integer.parseInt(number);
      if (!AuxType.isWord(type) || masks.put(type, Long.parseUnsignedLong(word, HEX)) != null) {
        return Optional.empty();
      }
    }
    return words.containsKey(line[1])
        ? Optional.empty()
        : Optional.of(words(line[1], HwcapWords.of(Map.copyOf(masks))));
  }
}
