package dev.plimsoll.verifier.decode.fixed;

import dev.plimsoll.verifier.decode.InstructionClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers the classes of one or more encoding tables by how these write them. */
final class InstructionClasses {

  private final List<InstructionClass> classes = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();

  /** The number of a class: alternatives, hint family and detection, separated by tabs. */
  int index(String text) {
    return indexes.computeIfAbsent(text, this::described);
  }

  /** All so far, by number. */
  List<InstructionClass> list() {
    return List.copyOf(classes);
  }

  private int described(String text) {
    String[] columns = text.split("\t", -1);
    classes.add(
        new InstructionClass(alternatives(columns[0]), column(columns, 1), column(columns, 2)));
    return classes.size() - 1;
  }

  private static List<List<String>> alternatives(String text) {
    List<List<String>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|", -1)) {
      alternatives.add(alternative.equals("-") ? List.of() : List.of(alternative.split("\\+", -1)));
    }
    return alternatives;
  }

  private static Optional<String> column(String[] columns, int index) {
    return index < columns.length && !columns[index].isEmpty()
        ? Optional.of(columns[index])
        : Optional.empty();
  }
}
