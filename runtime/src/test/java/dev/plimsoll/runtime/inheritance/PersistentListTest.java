package dev.plimsoll.runtime.inheritance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersistentListTest {
  @Test
  void isAListWhoseOlderVersionsStay() {
    Random random = new Random(7);
    PersistentList<Integer> list = PersistentList.empty();
    List<Integer> same = new ArrayList<>();
    PersistentList<Integer> older = list;
    List<Integer> olderSame = List.of();
    for (int i = 0; i < 40_000; i++) {
      if (same.isEmpty() || random.nextInt(3) > 0) {
        list = list.plus(i);
        same.add(i);
      } else {
        int at = random.nextInt(same.size());
        list = list.with(at, -i);
        same.set(at, -i);
      }
      if (i == 1_500 || i == 33_000) {
        assertEqual(older, olderSame);
        older = list;
        olderSame = List.copyOf(same);
      }
    }
    assertEqual(list, same);
    assertEqual(older, olderSame);
  }

  @Test
  void placesThatAreNoneAreABug() {
    PersistentList<String> list = PersistentList.<String>empty().plus("a");
    assertThatThrownBy(() -> list.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.with(-1, "b")).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static void assertEqual(PersistentList<Integer> list, List<Integer> same) {
    assertThat(list.size()).isEqualTo(same.size());
    for (int i = 0; i < same.size(); i++) {
      assertThat(list.get(i)).isEqualTo(same.get(i));
    }
  }
}
