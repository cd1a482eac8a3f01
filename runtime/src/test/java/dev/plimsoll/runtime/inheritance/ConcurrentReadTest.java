package dev.plimsoll.runtime.inheritance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.runtime.words.AuxVector.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConcurrentReadTest {
  private static final Operation OLD = map(1, 0);
  private static final Operation NEW = map(2, -1);

  private static Operation map(long hwcap, long hwcap2) {
    return SetMap.of(UserBuffer.of(List.of(new Entry(16, hwcap), new Entry(26, hwcap2))));
  }

  /** Words that come of neither vector; the writer and the program share memory. */
  static Optional<String> tornWords(Machine machine, Semantics rules) {
    if (machine.nativeWords().asMap().size() < 2) {
      return tornOfOneWord(machine, rules);
    }
    World world = World.boot(machine, rules).apply(1, OLD).world();
    return foreign(world, NEW)
        .map(view -> "map 16:1 26:0; exec native while map 16:2 26:-1: " + view.stack());
  }

  /**
   * A word is written in one go; but a pair may vanish from one place and not yet be in another.
   */
  private static Optional<String> tornOfOneWord(Machine machine, Semantics rules) {
    World world =
        World.boot(machine, rules)
            .apply(1, SetMap.of(UserBuffer.of(List.of(new Entry(6, 1), new Entry(16, 1)))))
            .world();
    Operation swapped = SetMap.of(UserBuffer.of(List.of(new Entry(16, 1), new Entry(6, 1))));
    return foreign(world, swapped)
        .map(view -> "map 6:1 16:1; exec native while map 16:1 6:1: " + view.stack());
  }

  private static Optional<View> foreign(World world, Operation write) {
    Exec exec = Exec.of(Abi.NATIVE);
    List<View> serial =
        List.of(world.apply(1, exec).view(), world.apply(1, write).world().apply(1, exec).view());
    List<View> torn = new ArrayList<>(ConcurrentRead.outcomes(world, 1, exec, write));
    torn.removeAll(serial);
    return torn.stream().findFirst();
  }

  @Test
  void withoutALockAnExecMaySeeAMixture() {
    assertThat(tornWords(SmallMachines.AARCH64, Semantics.V2))
        .hasValue("map 16:1 26:0; exec native while map 16:2 26:-1: AT_HWCAP=0x2 AT_HWCAP2=0x0");
  }

  @Test
  void withALockItSeesOneOrTheOther() {
    assertThat(tornWords(SmallMachines.AARCH64, Semantics.V4)).isEmpty();
    assertThat(tornWords(SmallMachines.AARCH64, Semantics.V5)).isEmpty();
    World world = World.boot(SmallMachines.AARCH64, Semantics.V4).apply(1, OLD).world();
    assertThat(ConcurrentRead.outcomes(world, 1, Exec.of(Abi.NATIVE), NEW)).hasSize(2);
  }

  @Test
  void mainlineDoesNotCare() {
    World world = World.boot(SmallMachines.AARCH64, Semantics.MAINLINE).apply(1, OLD).world();
    assertThat(ConcurrentRead.outcomes(world, 1, Exec.of(Abi.NATIVE), NEW)).hasSize(1);
  }

  @Test
  void tooManyMixturesAreRefused() {
    List<Entry> pairs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pairs.add(new Entry(100 + i, 1));
    }
    World world = World.boot(SmallMachines.AARCH64, Semantics.V2);
    Operation write = SetMap.of(UserBuffer.of(pairs));
    assertThatThrownBy(() -> ConcurrentRead.outcomes(world, 1, Exec.of(Abi.NATIVE), write))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
