package dev.plimsoll.runtime.policy;

import dev.plimsoll.runtime.host.HostReader;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What this process is held to, as a supervisor told it through the environment variable {@value
 * #VARIABLE}: the stand-in for a kernel that says that its words are authoritative. A program that
 * detects features by itself asks here before it uses one:
 *
 * <pre>{@code
 * WordsReading reading = HeldWords.read();
 * boolean wide = !(reading instanceof HeldWords held) || held.grants("avx512f");
 * }</pre>
 *
 * <p>The variable reads {@code 1/ARCHITECTURE:TYPE=0xWORD,...:FEATURE,...}, with a further {@code
 * /ARCHITECTURE:...} for each further architecture. It is advice between a supervisor and its
 * programs, not protection: any program can change it for those that it starts.
 *
 * @param architecture the one that this program is made for
 * @param words the bits that the baseline grants; a word that is not named grants none
 * @param features everything that the baseline grants, by canonical name
 */
public record HeldWords(String architecture, HwcapWords words, SortedSet<String> features)
    implements WordsReading {
  /** The environment variable. */
  public static final String VARIABLE = "PLIMSOLL_WORDS";

  private static final String VERSION = "1";
  private static final String NAME = "[A-Za-z0-9_.+-]{1,64}";
  private static final int LONGEST = 1 << 16;
  private static final int QUOTED = 40;

  public HeldWords {
    features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
  }

  /** What this process is held to. */
  public static WordsReading read() {
    return parse(Optional.ofNullable(System.getenv(VARIABLE)), HostReader.currentArchitecture());
  }

  /** Whether the baseline grants all of these bits of a word, such as {@code AT_HWCAP}. */
  public boolean grants(int auxType, long bits) {
    return (bits & ~words.word(auxType)) == 0;
  }

  /** Whether the baseline grants a feature, by canonical name; none that it does not name. */
  public boolean grants(String feature) {
    return features.contains(feature);
  }

  /** The variable's value for programs that are held to a baseline. */
  public static String text(HeldBaseline baseline) {
    return text(baseline, baseline.architectures());
  }

  /** The same for programs of some of its architectures alone. */
  public static String text(HeldBaseline baseline, SortedSet<String> architectures) {
    StringBuilder text = new StringBuilder(VERSION);
    for (String architecture : architectures) {
      ArchitectureBaseline on = baseline.on(architecture).orElseThrow();
      text.append('/').append(architecture).append(':');
      text.append(
          on.words().asMap().entrySet().stream()
              .map(word -> word.getKey() + "=0x" + Long.toHexString(word.getValue()))
              .collect(Collectors.joining(",")));
      text.append(':').append(String.join(",", on.features()));
    }
    return text.toString();
  }

  /**
   * Reads a value of the variable.
   *
   * @param value empty where the variable is not set
   * @param architecture the one to answer for
   */
  public static WordsReading parse(Optional<String> value, String architecture) {
    if (value.isEmpty()) {
      return new NotHeld(VARIABLE + " is not set: this process was not started held");
    }
    String text = value.get();
    if (text.length() > LONGEST) {
      return malformed("it is longer than " + LONGEST + " characters");
    }
    List<String> parts = Arrays.asList(text.split("/", -1));
    if (!parts.get(0).equals(VERSION)) {
      return malformed("it begins with " + quoted(parts.get(0)) + ", not with \"1/\"");
    }
    Map<String, HeldWords> all = new TreeMap<>();
    for (String part : parts.subList(1, parts.size())) {
      Optional<HeldWords> one = one(part);
      if (one.isEmpty()) {
        return malformed(quoted(part) + " is not ARCHITECTURE:TYPE=0xWORD,…:FEATURE,…");
      }
      if (all.putIfAbsent(one.get().architecture(), one.get()) != null) {
        return malformed("it names " + one.get().architecture() + " twice");
      }
    }
    WordsReading mine = all.get(architecture);
    return mine != null
        ? mine
        : new NotHeld(VARIABLE + " says nothing of " + architecture + " programs");
  }

  private static Optional<HeldWords> one(String part) {
    String[] fields = part.split(":", -1);
    if (fields.length != 3 || !fields[0].matches(NAME)) {
      return Optional.empty();
    }
    TreeMap<Integer, Long> words = new TreeMap<>();
    for (String word : list(fields[1])) {
      String[] pair = word.toLowerCase(Locale.ROOT).split("=0x", -1);
      if (pair.length != 2 || !pair[0].matches("\\d{1,9}") || !pair[1].matches("[0-9a-f]{1,16}")) {
        return Optional.empty();
      }
      int type = Integer.parseInt(pair[0]);
      if (!AuxType.isWord(type) || words.put(type, Long.parseUnsignedLong(pair[1], 16)) != null) {
        return Optional.empty();
      }
    }
    List<String> features = list(fields[2]);
    return features.stream().allMatch(name -> name.matches(NAME))
        ? Optional.of(new HeldWords(fields[0], HwcapWords.of(words), new TreeSet<>(features)))
        : Optional.empty();
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : new ArrayList<>(Arrays.asList(text.split(",", -1)));
  }

  private static Malformed malformed(String what) {
    return new Malformed(
        VARIABLE
            + " is not understood: "
            + what
            + "; it is set by `plimsoll run` and Held.start, so start this program through them or"
            + " unset it");
  }

  private static String quoted(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() <= QUOTED ? '"' + plain + '"' : '"' + plain.substring(0, QUOTED) + "…\"";
  }
}
