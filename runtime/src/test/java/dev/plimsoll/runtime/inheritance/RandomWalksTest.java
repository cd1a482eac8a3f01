package dev.plimsoll.runtime.inheritance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.inheritance.SmallMachines.Move;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.AuxVector.Entry;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Long paths over all architectures, with vectors of every kind: beyond what can be exhausted. */
class RandomWalksTest {
  private static final long SEED = Long.getLong("plimsoll.seed", 20261122L);
  private static final int WALKS = Integer.getInteger("plimsoll.walks", 6);
  private static final int LENGTH = 40;
  private static final int MOST_TASKS = 4;

  private static final Set<String> ALWAYS =
      Set.of(
          "P03n", "P04", "P08", "P09", "P10", "P11", "P12", "P15n", "P16", "P19", "P20", "P22",
          "P23");

  /** What holds on every machine, whatever is written. */
  private static Set<String> holding(Semantics rules) {
    Set<String> holding = new TreeSet<>(ALWAYS);
    holding.addAll(Set.of("P05n", "P13", "P21"));
    if (!rules.equals(Semantics.V2)) {
      holding.add("P14");
    }
    if (!rules.inherits()) {
      holding.removeAll(Set.of("P05n", "P23"));
    }
    if (rules.masking() == Semantics.Masking.TARGET) {
      holding.addAll(Set.of("P01", "P02", "P03"));
    }
    return holding;
  }

  @Test
  void whatHoldsOnSmallMachinesHoldsOnOthers() {
    long states = 0;
    for (MachineArchitecture architecture : MachineArchitecture.ALL) {
      for (Semantics rules : Semantics.ALL) {
        for (int walk = 0; walk < WALKS; walk++) {
          String seed =
              "seed " + SEED + ", walk " + walk + ", " + architecture + " " + rules.name();
          Random random = new Random(SEED * 31 + seed.hashCode());
          Machine machine = machine(random, architecture);
          List<Move> moves = SmallMachines.moves(machine(random, architecture));
          moves.addAll(writes(random, machine));
          Explorer explorer =
              new Explorer(moves, MOST_TASKS).walk(World.boot(machine, rules), LENGTH, random);
          states += explorer.states();
          TreeMap<String, String> broken = new TreeMap<>(explorer.counterexamples());
          broken.keySet().retainAll(holding(rules));
          assertThat(broken).as(seed).isEmpty();
        }
      }
    }
    System.out.println("random walks: seed " + SEED + ", " + states + " states");
    assertThat(states).isPositive();
  }

  @Test
  void theSameMovesGiveTheSameWorld() {
    for (Semantics rules : Semantics.ALL) {
      assertThat(walked(rules)).as("P17, seed " + SEED).isEqualTo(walked(rules));
    }
  }

  private static Object walked(Semantics rules) {
    Random random = new Random(SEED);
    Machine machine = machine(random, MachineArchitecture.AARCH64);
    List<Move> moves = SmallMachines.moves(machine(random, MachineArchitecture.AARCH64));
    moves.addAll(writes(random, machine));
    World world = World.boot(machine, rules);
    List<Object> seen = new ArrayList<>();
    for (int i = 0; i < 2000 && world.newest().isPresent(); i++) {
      Operation operation = moves.get(random.nextInt(moves.size())).operation();
      int task =
          operation instanceof Restore ? world.imaged().orElse(0) : world.newest().orElseThrow();
      boolean deadly = operation instanceof Exec exec && exec.failure() == Failure.AFTER;
      if (task != 0 && !(deadly && world.newest().orElseThrow() == 1)) {
        Outcome outcome = world.apply(task, operation);
        world = outcome.world();
        seen.add(outcome.view());
      }
    }
    assertThat(seen).hasSizeGreaterThan(1000);
    seen.add(Worlds.key(world));
    return seen;
  }

  private static Machine machine(Random random, MachineArchitecture architecture) {
    Machine machine = Machine.of(architecture, words(random, architecture));
    return architecture.hasCompat() ? machine.withCompat(words(random, architecture)) : machine;
  }

  private static HwcapWords words(Random random, MachineArchitecture architecture) {
    TreeMap<Integer, Long> words = new TreeMap<>();
    architecture.filledWords().forEach(type -> words.put(type, random.nextLong()));
    return HwcapWords.of(words);
  }

  private static List<Move> writes(Random random, Machine machine) {
    List<Move> writes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<Entry> pairs = new ArrayList<>();
      for (int k = random.nextInt(6); k > 0; k--) {
        int word = AuxType.WORDS.get(random.nextInt(4));
        int type = random.nextInt(4) == 0 ? random.nextInt(60) : word;
        pairs.add(new Entry(type, random.nextBoolean() ? random.nextLong() : 0));
      }
      OptionalLong length =
          random.nextInt(3) == 0
              ? OptionalLong.of(random.nextInt(machine.vectorBytes() + 64))
              : OptionalLong.empty();
      UserBuffer vector = new UserBuffer(pairs, length, Pointer.VALID);
      writes.add(new Move("map " + vector, SetMap.of(vector)));
      writes.add(new Move("auxv " + vector, new SetAuxv(vector, 0, random.nextBoolean())));
    }
    writes.add(new Move("restore", new Restore(Optional.of(machine), random.nextBoolean())));
    return writes;
  }
}
