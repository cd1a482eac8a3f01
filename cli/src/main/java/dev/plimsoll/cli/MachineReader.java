package dev.plimsoll.cli;

import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.runtime.inheritance.Machine;
import dev.plimsoll.runtime.inheritance.MachineArchitecture;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the machines of a scenario, and words wherever they stand. */
final class MachineReader {
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,16}");

  private static final Set<String> FIELDS =
      union(Set.of("arch", "words", "vectorWords", "checkpointRestore"), ScenarioReader.REMARKS);

  private final Set<String> seen = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }

  /** What is unusual about the machines read so far. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  Machine read(JsonFields fields) throws Misfit {
    fields.allow(FIELDS);
    List<String> known = MachineArchitecture.ALL.stream().map(MachineArchitecture::name).toList();
    MachineArchitecture architecture =
        MachineArchitecture.named(fields.choice("arch", known)).orElseThrow();
    JsonFields words = fields.object("words");
    words.allow(Set.of("native", "compat"));
    Machine machine = Machine.of(architecture, words(words.object("native")));
    Optional<JsonFields> compat = words.optionalObject("compat");
    if (compat.isPresent()) {
      machine = machine.withCompat(words(compat.get()));
    }
    note(machine, fields.place());
    long size =
        fields.number(
            "vectorWords",
            architecture.vectorWords(),
            Machine.leastVectorWords(architecture),
            Machine.MOST_VECTOR_WORDS);
    if (size % 2 != 0) {
      throw fields.misfit("vectorWords", "is odd, but a vector is made of pairs");
    }
    return machine
        .withVectorWords(Math.toIntExact(size))
        .withCheckpointRestore(fields.flag("checkpointRestore", true));
  }

  private static HwcapWords words(JsonFields fields) throws Misfit {
    Map<Integer, Long> words = new TreeMap<>();
    for (String key : fields.names()) {
      int type =
          AuxType.WORDS.stream()
              .filter(t -> t.toString().equals(key))
              .findFirst()
              .orElseThrow(() -> fields.misfit(key, "is no word; words are " + AuxType.WORDS));
      words.put(type, word(fields.text(key)).orElseThrow(() -> noHex(fields, key)));
    }
    return HwcapWords.of(words);
  }

  private static Misfit noHex(JsonFields fields, String key) {
    return fields.misfit(key, "is not 0x and up to 16 hexadecimal digits");
  }

  /** A word written as {@code 0x} and hexadecimal digits. */
  static Optional<Long> word(String text) {
    return HEX.matcher(text).matches()
        ? Optional.of(Long.parseUnsignedLong(text.substring(2), 16))
        : Optional.empty();
  }

  private void note(Machine machine, String place) {
    MachineArchitecture architecture = machine.architecture();
    Set<Integer> more = new HashSet<>(machine.nativeWords().asMap().keySet());
    machine.compatWords().ifPresent(words -> more.addAll(words.asMap().keySet()));
    architecture.filledWords().forEach(more::remove);
    if (!more.isEmpty()) {
      String names = more.stream().sorted().map(AuxType::name).collect(Collectors.joining(", "));
      note(place, "no known kernel for " + architecture + " fills " + names);
    }
    if (machine.compatWords().isPresent() && !architecture.hasCompat()) {
      note(place, architecture + " has no programs of a smaller width");
    }
  }

  private void note(String place, String text) {
    String note = place + ": " + text + "; played as given";
    if (notes.size() < 8 && seen.add(note)) {
      notes.add(Quoted.visible(note));
    }
  }
}
