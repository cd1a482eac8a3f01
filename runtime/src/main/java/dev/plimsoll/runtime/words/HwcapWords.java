package dev.plimsoll.runtime.words;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;

/**
 * Feature words of one architecture, by auxiliary vector type.
 *
 * <p>Each word is an unsigned 64-bit number held in a {@code long}. A type that is not named
 * promises nothing: its word counts as 0.
 */
public final class HwcapWords {
  /** No word at all. */
  public static final HwcapWords NONE = new HwcapWords(Map.of());

  private final SortedMap<Integer, Long> words;

  /** The same once more, since decisions about machines have no time to look in a map. */
  private final long hwcap;

  private final long hwcap2;
  private final long hwcap3;
  private final long hwcap4;

  private HwcapWords(Map<Integer, Long> words) {
    this.words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    this.hwcap = words.getOrDefault(AuxType.AT_HWCAP, 0L);
    this.hwcap2 = words.getOrDefault(AuxType.AT_HWCAP2, 0L);
    this.hwcap3 = words.getOrDefault(AuxType.AT_HWCAP3, 0L);
    this.hwcap4 = words.getOrDefault(AuxType.AT_HWCAP4, 0L);
  }

  /**
   * Words by type.
   *
   * @throws IllegalArgumentException for a type that holds no feature bits
   */
  public static HwcapWords of(Map<Integer, Long> words) {
    for (int type : words.keySet()) {
      requireWord(type);
    }
    return new HwcapWords(words);
  }

  /** One word. */
  public static HwcapWords of(int type, long word) {
    return of(Map.of(type, word));
  }

  /** Two words of different types. */
  public static HwcapWords of(int type, long word, int type2, long word2) {
    return of(Map.of(type, word, type2, word2));
  }

  private static void requireWord(int type) {
    if (!AuxType.isWord(type)) {
      throw new IllegalArgumentException(AuxType.name(type) + " holds no feature bits");
    }
  }

  /** The named words by type, ascending. */
  public SortedMap<Integer, Long> asMap() {
    return words;
  }

  /** The word of a type, 0 where it is not named. */
  public long word(int type) {
    return words.getOrDefault(type, 0L);
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  /** Whether it has every bit that another one has; allocates nothing. */
  public boolean containsAll(HwcapWords other) {
    long missing =
        (other.hwcap & ~hwcap)
            | (other.hwcap2 & ~hwcap2)
            | (other.hwcap3 & ~hwcap3)
            | (other.hwcap4 & ~hwcap4);
    return missing == 0;
  }

  /** What both promise; the types are those that either names. */
  public HwcapWords and(HwcapWords other) {
    return combine(other, (mine, theirs) -> mine & theirs);
  }

  /** What either promises. */
  public HwcapWords or(HwcapWords other) {
    return combine(other, (mine, theirs) -> mine | theirs);
  }

  /** The bits of this one that the other lacks; types without such a bit are not named. */
  public HwcapWords minus(HwcapWords other) {
    HwcapWords all = combine(other, (mine, theirs) -> mine & ~theirs);
    TreeMap<Integer, Long> result = new TreeMap<>(all.words);
    result.values().removeIf(word -> word == 0);
    return new HwcapWords(result);
  }

  private HwcapWords combine(HwcapWords other, LongBinaryOperator operator) {
    TreeMap<Integer, Long> result = new TreeMap<>();
    words.keySet().forEach(type -> result.put(type, 0L));
    other.words.keySet().forEach(type -> result.put(type, 0L));
    result.replaceAll((type, zero) -> operator.applyAsLong(word(type), other.word(type)));
    return new HwcapWords(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HwcapWords that && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  /** For example {@code AT_HWCAP=0xff AT_HWCAP2=0x1}; {@code none} without words. */
  @Override
  public String toString() {
    return words.isEmpty()
        ? "none"
        : words.entrySet().stream()
            .map(e -> AuxType.name(e.getKey()) + "=0x" + Long.toHexString(e.getValue()))
            .collect(Collectors.joining(" "));
  }
}
