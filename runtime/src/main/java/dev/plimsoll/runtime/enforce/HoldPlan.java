package dev.plimsoll.runtime.enforce;

import dev.plimsoll.runtime.policy.HeldBaseline;
import dev.plimsoll.runtime.policy.HeldWords;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * @param variables what is set in the environment of the first program, by name
 */
public record HoldPlan(
    SortedMap<String, HwcapWords> words,
    Optional<Mechanism> mechanism,
    OnLoss onLoss,
    SortedMap<String, String> variables)
    implements HoldPlanReading {

  /** The first line of a plan's text. */
  public static final String HEADER = "plimsoll-hold 1";

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  public HoldPlan {
    words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /** A plan that leaves the environment alone. */
  public HoldPlan(
      SortedMap<String, HwcapWords> words, Optional<Mechanism> mechanism, OnLoss onLoss) {
    this(words, mechanism, onLoss, new TreeMap<>());
  }

  /**
   * The plan that holds processes to a baseline by the strongest mechanism and refuses what cannot
   * be held. Word types that the baseline does not name promise nothing and are masked to 0. The
   * programs are told by {@link HeldWords}.
   */
  public static HoldPlan of(HeldBaseline baseline) {
    TreeMap<String, HwcapWords> words = new TreeMap<>();
    for (String architecture : baseline.architectures()) {
      baseline.on(architecture).ifPresent(on -> words.put(architecture, allTypes(on.words())));
    }
    return new HoldPlan(words, Optional.empty(), OnLoss.KILL)
        .with(HeldWords.VARIABLE, HeldWords.text(baseline));
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

  /** The same plan by one mechanism only. */
  public HoldPlan by(Mechanism only) {
    return by(Optional.of(only));
  }

  /** The same plan by one mechanism only, or by the strongest there is. */
  HoldPlan by(Optional<Mechanism> only) {
    return new HoldPlan(words, only, onLoss, variables);
  }

  /** The same plan with another answer to loss. */
  public HoldPlan onLoss(OnLoss other) {
    return new HoldPlan(words, mechanism, other, variables);
  }

  /** The same plan that leaves all words alone. */
  public HoldPlan withoutWords() {
    TreeMap<String, String> others = new TreeMap<>(variables);
    others.remove(HeldWords.VARIABLE);
    return new HoldPlan(new TreeMap<>(), mechanism, onLoss, others);
  }

  /**
   * The same plan with one more variable.
   *
   * @throws IllegalArgumentException for a name that no variable can have, or a value of two lines
   */
  public HoldPlan with(String name, String value) {
    if (!name.matches(NAME) || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no variable: " + name + "=" + value);
    }
    TreeMap<String, String> more = new TreeMap<>(variables);
    more.put(name, value);
    return new HoldPlan(words, mechanism, onLoss, more);
  }

  /** The plan as text, which {@link #parse} reads. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    text.append("mechanism ").append(mechanism.map(Mechanism::letter).orElse("auto")).append('\n');
    text.append("on-loss ").append(onLoss.text()).append('\n');
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
            text.append("variable ").append(name).append(' ').append(value).append('\n'));
    return text.toString();
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
    HoldPlan plan = new HoldPlan(new TreeMap<>(), Optional.empty(), OnLoss.KILL);
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].isEmpty()) {
        continue;
      }
      Optional<HoldPlan> next =
          lines[i].startsWith("variable ")
              ? plan.withVariable(lines[i].split(" ", 3))
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
      case "mechanism 2" ->
          line[1].equals("auto")
              ? Optional.of(by(Optional.empty()))
              : Mechanism.of(line[1]).map(this::by);
      case "on-loss 2" ->
          Arrays.stream(OnLoss.values())
              .filter(choice -> choice.text().equals(line[1]))
              .findFirst()
              .map(this::onLoss);
      default -> line[0].equals("words") && line.length > 1 ? withWords(line) : Optional.empty();
    };
  }

  private Optional<HoldPlan> withVariable(String[] line) {
    return line.length == 3 && line[1].matches(NAME) && !variables.containsKey(line[1])
        ? Optional.of(with(line[1], line[2]))
        : Optional.empty();
  }

  private Optional<HoldPlan> withWords(String[] line) {
    TreeMap<Integer, Long> masks = new TreeMap<>();
    for (int i = 2; i < line.length; i++) {
      String[] pair = line[i].toLowerCase(Locale.ROOT).split("=0x", -1);
      if (pair.length != 2 || !pair[0].matches("\\d{1,9}") || !pair[1].matches("[0-9a-f]{1,16}")) {
        return Optional.empty();
      }
      int type = Integer.parseInt(pair[0]);
      if (!AuxType.isWord(type) || masks.put(type, Long.parseUnsignedLong(pair[1], 16)) != null) {
        return Optional.empty();
      }
    }
    TreeMap<String, HwcapWords> more = new TreeMap<>(words);
    return more.putIfAbsent(line[1], HwcapWords.of(Map.copyOf(masks))) == null
        ? Optional.of(new HoldPlan(more, mechanism, onLoss, variables))
        : Optional.empty();
  }
}
