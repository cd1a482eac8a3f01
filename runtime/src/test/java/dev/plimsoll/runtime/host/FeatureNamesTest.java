package dev.plimsoll.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FeatureNamesTest {

  @Test
  void isASortedSetLikeAnyOther() {
    FeatureNames names = FeatureNames.of(List.of("b", "a", "c"));
    assertThat(names)
        .containsExactly("a", "b", "c")
        .isEqualTo(new TreeSet<>(List.of("c", "b", "a")));
    assertThat(names.hashCode()).isEqualTo(new TreeSet<>(names).hashCode());
    assertThat(names.first() + names.last()).isEqualTo("ac");
    assertThat(names.headSet("b")).containsExactly("a");
    assertThat(names.tailSet("b")).containsExactly("b", "c");
    assertThat(names.subSet("b", "c")).containsExactly("b");
    assertThat(names.comparator()).isNull();
    assertThat(FeatureNames.of(names)).isSameAs(names);
  }

  @Test
  void aMachineKnowsNumbersThatWereGivenAfterIt() {
    FeatureNames host = FeatureNames.of(List.of("late-1", "late-2"));
    assertThat(host.containsAll(FeatureNames.needed(List.of("late-1")))).isTrue();
    assertThat(host.containsAll(FeatureNames.needed(List.of("late-1", "late-2")))).isTrue();
    assertThat(host.containsAll(FeatureNames.needed(List.of("late-3")))).isFalse();
    assertThat(host.containsAll(FeatureNames.needed(List.of()))).isTrue();
  }

  /** Bits and names must agree, whatever numbers there are and however many. */
  @Test
  void answersAsSetsOfNamesDo() {
    long seed = 20261122;
    Random random = new Random(seed);
    List<FeatureNames> hosts = new ArrayList<>();
    for (int round = 0; round < 3000; round++) {
      FeatureNames needed = FeatureNames.needed(some(random, 20 + round, 6));
      hosts.add(FeatureNames.of(some(random, 20 + round, 60)));
      FeatureNames host = hosts.get(random.nextInt(hosts.size()));
      assertThat(host.containsAll(needed))
          .as("seed %d round %d", seed, round)
          .isEqualTo(new TreeSet<>(host).containsAll(new TreeSet<>(needed)));
    }
  }

  /** Names beyond the last number are compared as names. */
  @Test
  void isRightBeyondTheLastNumber() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add("name-" + i);
    }
    FeatureNames all = FeatureNames.needed(many);
    assertThat(FeatureNames.of(many).containsAll(all)).isTrue();
    assertThat(FeatureNames.of(many.subList(0, 19_999)).containsAll(all)).isFalse();
    assertThat(all.containsAll(FeatureNames.needed(List.of("unheard-of")))).isFalse();
  }

  private static List<String> some(Random random, int of, int most) {
    List<String> names = new ArrayList<>();
    for (int i = random.nextInt(most); i > 0; i--) {
      names.add("f" + random.nextInt(of));
    }
    return names;
  }
}
