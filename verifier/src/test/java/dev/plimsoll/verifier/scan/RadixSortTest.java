package dev.plimsoll.verifier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RadixSortTest {

  @Test
  void sortsAsTheJdkDoesWhateverTheirSize() {
    SplittableRandom random = new SplittableRandom(1);
    for (int bits = 1; bits < 64; bits++) {
      long most = 1L << bits;
      long[] numbers = random.longs(1000, 0, most < 0 ? Long.MAX_VALUE : most).toArray();
      long[] sorted = numbers.clone();
      Arrays.sort(sorted);
      RadixSort.sort(numbers, numbers.length, 0);
      assertThat(numbers).as("%d bits", bits).isEqualTo(sorted);
    }
  }

  @Test
  void keepsTheOrderOfEqualsAndWhatLiesBehind() {
    long[] numbers = new SplittableRandom(2).longs(1000, 0, 1L << 40).toArray();
    Long[] sorted = Arrays.stream(numbers).limit(900).boxed().toArray(Long[]::new);
    Arrays.sort(sorted, Comparator.comparingLong(number -> number >>> 30));
    long[] rest = Arrays.copyOfRange(numbers, 900, 1000);
    RadixSort.sort(numbers, 900, 30);
    assertThat(numbers).startsWith(Arrays.stream(sorted).mapToLong(n -> n).toArray());
    assertThat(numbers).endsWith(rest);
  }
}
