package dev.plimsoll.verifier.scan;

import java.util.Arrays;

/** Sorts numbers in time that grows with how many there are, by some of their bits. */
final class RadixSort {

  private static final int BITS = 11;
  private static final int MASK = (1 << BITS) - 1;

  private RadixSort() {}

  /**
   * Sorts the first numbers of an array, which are not negative, and keeps the order of those that
   * are equal in the bits that count.
   *
   * @param lowest of the bits that count
   */
  static void sort(long[] numbers, int count, int lowest) {
    long all = 0;
    for (int i = 0; i < count; i++) {
      all |= numbers[i];
    }
    long[] from = numbers;
    long[] into = new long[count];
    int[] places = new int[MASK + 1];
    for (int shift = lowest; all >>> shift != 0; shift += BITS) {
      Arrays.fill(places, 0);
      for (int i = 0; i < count; i++) {
        places[(int) (from[i] >>> shift) & MASK]++;
      }
      int next = 0;
      for (int digit = 0; digit <= MASK; digit++) {
        int those = places[digit];
        places[digit] = next;
        next += those;
      }
      for (int i = 0; i < count; i++) {
        into[places[(int) (from[i] >>> shift) & MASK]++] = from[i];
      }
      long[] done = into;
      into = from;
      from = done;
    }
    if (from != numbers) {
      System.arraycopy(from, 0, numbers, 0, count);
    }
  }
}
