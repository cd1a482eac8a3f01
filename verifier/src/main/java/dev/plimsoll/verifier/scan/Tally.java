package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.decode.InstructionClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/** Counts instructions by class, and the functions that they are in. */
final class Tally {

  private final List<InstructionClass> classes;
  private final long[] instructions;
  private final int[] last;
  private final BitSet[] functions;
  private final long[] first;

  Tally(List<InstructionClass> classes) {
    this.classes = classes;
    this.instructions = new long[classes.size()];
    this.last = new int[classes.size()];
    this.functions = new BitSet[classes.size()];
    this.first = new long[classes.size() * Use.ADDRESSES];
    Arrays.fill(last, -1);
    Arrays.setAll(functions, i -> new BitSet());
  }

  void add(int kind, int function, long offset) {
    long seen = instructions[kind]++;
    if (seen < Use.ADDRESSES) {
      first[kind * Use.ADDRESSES + (int) seen] = offset;
    }
    if (last[kind] != function) {
      last[kind] = function;
      functions[kind].set(function);
    }
  }

  /** Adds what was counted in code that follows. */
  void add(Tally next) {
    addNumbers(next);
    for (int i = 0; i < functions.length; i++) {
      functions[i].or(next.functions[i]);
    }
  }

  /** The same, as if all of it were in one function. */
  void addAs(int function, Tally next) {
    addNumbers(next);
    for (int i = 0; i < functions.length; i++) {
      if (next.instructions[i] > 0) {
        functions[i].set(function);
      }
    }
  }

  private void addNumbers(Tally next) {
    for (int i = 0; i < instructions.length; i++) {
      for (int j = 0; j < Use.ADDRESSES; j++) {
        if (instructions[i] + j < Use.ADDRESSES) {
          first[i * Use.ADDRESSES + (int) instructions[i] + j] = next.first[i * Use.ADDRESSES + j];
        }
      }
      instructions[i] += next.instructions[i];
    }
  }

  /**
   * The classes that were counted.
   *
   * @param wanted which of them
   * @param address the address of a file offset
   */
  List<Use> uses(Predicate<InstructionClass> wanted, LongUnaryOperator address) {
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < instructions.length; i++) {
      if (instructions[i] > 0 && wanted.test(classes.get(i))) {
        int from = i * Use.ADDRESSES;
        int count = (int) Math.min(instructions[i], Use.ADDRESSES);
        List<Long> addresses =
            Arrays.stream(first, from, from + count).map(address).sorted().boxed().toList();
        uses.add(new Use(classes.get(i), instructions[i], functions[i].cardinality(), addresses));
      }
    }
    uses.sort(
        Comparator.comparing((Use use) -> String.join(" ", use.kind().features()))
            .thenComparing(use -> use.kind().toString()));
    return uses;
  }

  List<FeatureUse> features() {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, BitSet> places = new TreeMap<>();
    for (int i = 0; i < instructions.length; i++) {
      for (String feature : instructions[i] > 0 ? classes.get(i).features() : List.<String>of()) {
        counts.merge(feature, instructions[i], Long::sum);
        places.computeIfAbsent(feature, f -> new BitSet()).or(functions[i]);
      }
    }
    List<FeatureUse> uses = new ArrayList<>();
    counts.forEach(
        (feature, count) ->
            uses.add(
                new FeatureUse(
                    feature, count, places.getOrDefault(feature, new BitSet()).cardinality())));
    return uses;
  }

  List<HintUse> hints() {
    return counts(InstructionClass::hint).entrySet().stream()
        .map(e -> new HintUse(e.getKey(), e.getValue()))
        .toList();
  }

  /** How many instructions detect features, by what they are. */
  Map<String, Long> detection() {
    return counts(InstructionClass::detection);
  }

  private Map<String, Long> counts(Function<InstructionClass, Optional<String>> name) {
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < instructions.length; i++) {
      if (instructions[i] > 0) {
        long count = instructions[i];
        name.apply(classes.get(i)).ifPresent(found -> counts.merge(found, count, Long::sum));
      }
    }
    return counts;
  }

  /** All functions that have instructions beyond the base ISA. */
  BitSet functions() {
    BitSet all = new BitSet();
    for (int i = 0; i < instructions.length; i++) {
      if (!classes.get(i).features().isEmpty()) {
        all.or(functions[i]);
      }
    }
    return all;
  }

  /** The features that the instructions of one function name, sorted. */
  List<String> features(int function) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < instructions.length; i++) {
      if (functions[i].get(function)) {
        names.addAll(classes.get(i).features());
      }
    }
    return names.stream().sorted().distinct().toList();
  }
}
