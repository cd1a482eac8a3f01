package dev.plimsoll.runtime.inheritance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds every property against every state that a few moves reach. */
class InvariantsTest {
  /** Shows which properties hold; {@code -Dplimsoll.overwrite=true} rewrites it. */
  private static final Path PAGE = Path.of("../docs/designs/inheritance-properties.md");

  private static final int DEPTH = Integer.getInteger("plimsoll.depth", 4);
  private static final int MOST_TASKS = 2;

  /** What these say is about inheritance: a kernel without it has nothing to do with them. */
  private static final Set<String> OF_INHERITANCE =
      Set.of("P05", "P05n", "P06", "P07", "P13", "P14", "P15", "P15n", "P18", "P20", "P23");

  private static final Map<String, String> TITLES = titles();

  private static final Map<Machine, Machine> MACHINES = new LinkedHashMap<>();

  static {
    MACHINES.put(SmallMachines.AARCH64, SmallMachines.AARCH64_OTHER);
    MACHINES.put(SmallMachines.X86_64, SmallMachines.X86_64_OTHER);
    MACHINES.put(SmallMachines.S390X, SmallMachines.S390X_OTHER);
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new TreeMap<>();
    titles.put("P01", "each word is within the hardware's of the program's width");
    titles.put("P02", "without a written vector the words are mainline's");
    titles.put("P03", "exec twice in one width is exec once");
    titles.put("P03n", "P03, native programs");
    titles.put("P04", "an exec's stack and /proc have the same words");
    titles.put("P05", "a generation in one width gains no bit and keeps the flag");
    titles.put("P05n", "P05, native programs");
    titles.put("P06", "a chain across widths gains no bit and keeps the flag");
    titles.put("P07", "so does a chain with prctl");
    titles.put("P08", "after a fork a write is seen on one side only");
    titles.put("P09", "sharers of memory see each other's writes, flag included");
    titles.put("P10", "no prctl changes a stack");
    titles.put("P11", "a prctl that fails changes nothing");
    titles.put("P12", "an exec that fails in time, or only checks, changes nothing");
    titles.put("P13", "asking for all gives mainline's words and the flag (native)");
    titles.put("P14", "a word that is not asked for is the hardware's (native)");
    titles.put("P15", "any number of generations in one width keep the words");
    titles.put("P15n", "P15, native programs");
    titles.put("P16", "restore, then exec: words of the image within the new hardware (native)");
    titles.put("P17", "the same moves give the same world");
    titles.put("P18", "an exec sees a vector that some one call wrote");
    titles.put("P19", "gaining privilege makes no difference");
    titles.put("P20", "nothing but words differs from mainline's vector");
    titles.put("P21", "what a short write leaves is as `setAuxvCopy` says");
    titles.put("P22", "a vector always has its AT_NULL");
    titles.put("P23", "only an exec lowers the flag");
    titles.put("P24", "the order of pairs is irrelevant");
    return titles;
  }

  /** What came of one property under one set of rules: a counterexample by machine. */
  private record Cell(String id, String rules, Map<String, String> counterexamples) {
    String mark() {
      if (rules.equals("mainline") && OF_INHERITANCE.contains(id)) {
        return "–";
      }
      return counterexamples.isEmpty()
          ? "✓"
          : counterexamples.size() == MACHINES.size()
              ? "✗"
              : "✗ " + String.join(", ", counterexamples.keySet());
    }
  }

  @Test
  void whichPropertiesHoldIsAsThePageSays() throws IOException {
    long states = 0;
    long transitions = 0;
    Map<String, Map<String, Cell>> cells = new TreeMap<>();
    for (Semantics rules : Semantics.ALL) {
      Map<String, Map<String, String>> found = new TreeMap<>();
      for (Map.Entry<Machine, Machine> machines : MACHINES.entrySet()) {
        Machine machine = machines.getKey();
        String name = machine.architecture().name();
        Explorer explorer =
            new Explorer(SmallMachines.moves(machines.getValue()), MOST_TASKS)
                .exhaust(World.boot(machine, rules), DEPTH);
        assertNotVacuous(explorer, rules);
        states += explorer.states();
        transitions += explorer.transitions();
        explorer
            .counterexamples()
            .forEach(
                (id, trace) -> found.computeIfAbsent(id, i -> new TreeMap<>()).put(name, trace));
        ConcurrentReadTest.tornWords(machine, rules)
            .ifPresent(torn -> found.computeIfAbsent("P18", i -> new TreeMap<>()).put(name, torn));
      }
      for (String id : TITLES.keySet()) {
        cells
            .computeIfAbsent(id, i -> new LinkedHashMap<>())
            .put(rules.name(), new Cell(id, rules.name(), found.getOrDefault(id, Map.of())));
      }
    }
    String page = page(cells, states, transitions);
    if (Boolean.getBoolean("plimsoll.overwrite")) {
      assertThat(System.getenv("CI")).as("no expectation is rewritten in CI").isNotEqualTo("true");
      Files.writeString(PAGE, page);
    }
    assertThat(page).isEqualTo(Files.readString(PAGE));
  }

  /** A property that no move is about would hold for nothing. */
  private static void assertNotVacuous(Explorer explorer, Semantics rules) {
    Set<String> unchecked = new TreeSet<>(Invariants.ALL.keySet());
    unchecked.removeAll(explorer.checked().keySet());
    if (!rules.inherits()) {
      unchecked.removeAll(OF_INHERITANCE);
    }
    assertThat(unchecked).as(rules.name()).isEmpty();
  }

  private static String page(Map<String, Map<String, Cell>> cells, long states, long transitions) {
    List<String> lines = new ArrayList<>();
    lines.add("# Properties of HWCAP inheritance");
    lines.add("");
    lines.add(
        "What `InvariantsTest` finds on the [model](inheritance-model.md); it writes this page and"
            + " fails where it differs.");
    lines.add(
        "Explored are all states that %d moves of %d tasks reach on small machines of %s:"
            .formatted(
                DEPTH,
                MOST_TASKS,
                MACHINES.keySet().stream()
                    .map(m -> m.architecture().name())
                    .collect(Collectors.joining(", "))));
    lines.add(
        "%,d states, %,d moves. ✓ holds, ✗ fails, – says nothing.".formatted(states, transitions));
    lines.add("");
    lines.add("| id | property | mainline | v2 | v4 | v5 |");
    lines.add("|---|---|---|---|---|---|");
    cells.forEach(
        (id, row) ->
            lines.add(
                "| %s | %s | %s |"
                    .formatted(
                        id,
                        TITLES.get(id),
                        row.values().stream().map(Cell::mark).collect(Collectors.joining(" | ")))));
    lines.add("");
    lines.add("## Shortest counterexamples");
    lines.add("");
    lines.add(
        "`map` is PR_SET_MM_MAP with AT_HWCAP 1 and AT_HWCAP2 0 (narrow), all bits (wide), AT_HWCAP 1, then 2, then AT_HWCAP2 0");
    lines.add(
        "(twice), AT_NULL between the words (closed). For P24 the same pairs in reverse give other words.");
    lines.add("");
    lines.add("| id | rules | machine | moves |");
    lines.add("|---|---|---|---|");
    for (Map<String, Cell> row : cells.values()) {
      for (Cell cell : row.values()) {
        if (cell.mark().startsWith("✗")) {
          Map<String, String> byTrace = new TreeMap<>();
          cell.counterexamples()
              .forEach((machine, trace) -> byTrace.merge(trace, machine, (a, b) -> a + ", " + b));
          byTrace.forEach(
              (trace, machines) ->
                  lines.add(
                      "| %s | %s | %s | %s |".formatted(cell.id(), cell.rules(), machines, trace)));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** The specification's own table, for the machines and widths that it speaks of. */
  @Test
  void whatTheSpecificationSaysIsSo() throws IOException {
    Map<String, String> said = new TreeMap<>();
    said.put("P01", "✓ ✗ aarch64 ✓");
    said.put("P02", "✓ ✗ aarch64 ✓");
    said.put("P03n", "✓ ✓ ✓");
    said.put("P04", "✓ ✓ ✓");
    said.put("P05n", "– ✓ ✓");
    said.put("P06", "– ✗ ✗ aarch64");
    said.put("P07", "– ✗ ✗");
    for (String id :
        List.of("P08", "P09", "P10", "P11", "P12", "P16", "P17", "P19", "P21", "P22")) {
      said.put(id, "✓ ✓ ✓");
    }
    for (String id : List.of("P13", "P14", "P15n", "P18", "P20", "P23")) {
      said.put(id, "– ✓ ✓");
    }
    said.put("P24", "✓ ✗ ✗");
    List<String> page = Files.readAllLines(PAGE);
    said.forEach(
        (id, marks) -> {
          String row =
              page.stream().filter(l -> l.startsWith("| " + id + " |")).findFirst().orElseThrow();
          String[] columns = row.split(" \\| ", -1);
          assertThat(columns[2] + " " + columns[4] + " " + columns[5].replace(" |", ""))
              .as(id)
              .isEqualTo(marks);
        });
  }

  @Test
  void shortWritesKeepTheOldTailWhereTheKernelCopiesWhatWasGiven() {
    for (Semantics rules : Semantics.ALL) {
      Explorer explorer =
          new Explorer(SmallMachines.moves(SmallMachines.X86_64_OTHER), MOST_TASKS)
              .exhaust(
                  World.boot(SmallMachines.X86_64, rules.with(Semantics.AuxvCopy.LEN)), DEPTH - 1);
      assertThat(explorer.checked()).containsKeys("P21", "P22");
      assertThat(explorer.counterexamples()).doesNotContainKeys("P21", "P22", "P10", "P11");
    }
  }
}
