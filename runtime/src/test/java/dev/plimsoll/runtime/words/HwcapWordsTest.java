package dev.plimsoll.runtime.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HwcapWordsTest {
  @Test
  void aWordThatIsNotNamedPromisesNothing() {
    HwcapWords host = HwcapWords.of(16, 0xff, 29, 1);

    assertThat(host.and(HwcapWords.of(16, 0x0f, 26, 3)))
        .isEqualTo(HwcapWords.of(Map.of(16, 0x0fL, 26, 0L, 29, 0L)));
    assertThat(host.word(26)).isZero();
  }

  @Test
  void minusNamesOnlyWordsWithALackingBit() {
    HwcapWords needed = HwcapWords.of(16, 0b111, 26, 0b1);

    assertThat(needed.minus(HwcapWords.of(16, 0b101, 26, 0b1))).isEqualTo(HwcapWords.of(16, 0b10));
    assertThat(needed.minus(needed).isEmpty()).isTrue();
  }

  @Test
  void theTopBitIsPrintedUnsigned() {
    assertThat(HwcapWords.of(26, 0x8000000000000001L, 16, 0xff))
        .hasToString("AT_HWCAP=0xff AT_HWCAP2=0x8000000000000001");
    assertThat(HwcapWords.NONE).hasToString("none");
  }

  @Test
  void equalWordsAreEqualWhateverTheirOrderOfEntry() {
    assertThat(HwcapWords.of(26, 1, 16, 2))
        .isEqualTo(HwcapWords.of(16, 2, 26, 1))
        .hasSameHashCodeAs(HwcapWords.of(16, 2, 26, 1))
        .isNotEqualTo(HwcapWords.of(16, 2, 26, 0));
  }

  @Test
  void onlyFeatureWordsAreAccepted() {
    assertThatThrownBy(() -> HwcapWords.of(6, 4096))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AT_6 holds no feature bits");
  }

  @Test
  void containsAllLooksAtEveryWord() {
    for (int type : AuxType.WORDS) {
      HwcapWords bits = HwcapWords.of(type, 0x8000000000000005L);
      assertThat(bits.containsAll(HwcapWords.of(type, 0x8000000000000001L))).isTrue();
      assertThat(bits.containsAll(HwcapWords.of(type, 2))).isFalse();
      assertThat(HwcapWords.NONE.containsAll(bits)).isFalse();
      assertThat(bits.containsAll(HwcapWords.NONE)).isTrue();
      assertThat(bits.or(HwcapWords.of(type, 2)).containsAll(HwcapWords.of(type, 7))).isTrue();
    }
  }

  @Test
  void isImmutable() {
    assertThatThrownBy(() -> HwcapWords.of(16, 1).asMap().put(16, 2L))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
