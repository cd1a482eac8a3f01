package dev.plimsoll.runtime.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuxVectorTest {
  private static byte[] wide(ByteOrder order, long... words) {
    ByteBuffer buffer = ByteBuffer.allocate(words.length * 8).order(order);
    for (long word : words) {
      buffer.putLong(word);
    }
    return buffer.array();
  }

  private static byte[] narrow(ByteOrder order, int... words) {
    ByteBuffer buffer = ByteBuffer.allocate(words.length * 4).order(order);
    for (int word : words) {
      buffer.putInt(word);
    }
    return buffer.array();
  }

  @Test
  void readsWideLittleEndianPairsInOrder() {
    byte[] bytes = wide(ByteOrder.LITTLE_ENDIAN, 33, 0x7fff0000L, 16, 0x178bfbffL, 26, 2, 0, 0);

    AuxVector vector = AuxVector.parse(bytes, 8, ByteOrder.LITTLE_ENDIAN).vector().orElseThrow();

    assertThat(vector.entries())
        .containsExactly(
            new AuxVector.Entry(33, 0x7fff0000L),
            new AuxVector.Entry(16, 0x178bfbffL),
            new AuxVector.Entry(26, 2));
    assertThat(vector.words()).isEqualTo(HwcapWords.of(16, 0x178bfbffL, 26, 2));
  }

  @Test
  void readsNarrowBigEndianWordsAsUnsigned() {
    byte[] bytes = narrow(ByteOrder.BIG_ENDIAN, 16, 0xdc0065c2, 26, -1, 0, 0);

    AuxVector vector = AuxVector.parse(bytes, 4, ByteOrder.BIG_ENDIAN).vector().orElseThrow();

    assertThat(vector.words()).isEqualTo(HwcapWords.of(16, 0xdc0065c2L, 26, 0xffffffffL));
  }

  @Test
  void stopsAtNullAndIgnoresTheZeroPairsOfACompatVector() {
    byte[] bytes = narrow(ByteOrder.LITTLE_ENDIAN, 16, 1, 0, 0, 16, 7, 0, 0, 0);

    AuxVector vector = AuxVector.parse(bytes, 4, ByteOrder.LITTLE_ENDIAN).vector().orElseThrow();

    assertThat(vector.entries()).containsExactly(new AuxVector.Entry(16, 1));
  }

  @Test
  void theFirstOfTwoEntriesOfATypeCounts() {
    byte[] bytes = wide(ByteOrder.LITTLE_ENDIAN, 16, 1, 16, 2, 0, 0);

    AuxVector vector = AuxVector.parse(bytes, 8, ByteOrder.LITTLE_ENDIAN).vector().orElseThrow();

    assertThat(vector.get(AuxType.AT_HWCAP)).isEqualTo(OptionalLong.of(1));
    assertThat(vector.get(AuxType.AT_HWCAP2)).isEmpty();
  }

  @Test
  void aVectorWithoutItsEndIsMalformed() {
    byte[] bytes = wide(ByteOrder.LITTLE_ENDIAN, 16, 1, 26);

    assertThat(AuxVector.parse(bytes, 8, ByteOrder.LITTLE_ENDIAN))
        .isEqualTo(
            new AuxReading.Malformed(
                "no AT_NULL closes the auxiliary vector within its first 16 bytes"));
    assertThat(AuxVector.parse(new byte[0], 8, ByteOrder.LITTLE_ENDIAN).vector()).isEmpty();
  }

  @Test
  void hostileBytesAreMalformedAndReadInBoundedSpace() {
    byte[] noise = new byte[1 << 20];
    new Random(7).nextBytes(noise);
    for (int i = 0; i < noise.length; i += 4) {
      noise[i] |= 1;
    }

    for (int width : new int[] {4, 8}) {
      assertThat(AuxVector.parse(noise, width, ByteOrder.BIG_ENDIAN).vector()).isEmpty();
    }
  }

  @Test
  void findsOutTheLayoutOfAVectorThatIsWhole() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] wide = wide(order, 4, 56, 6, 65536, 16, 7, 26, 1L << 63, 0, 0);
      byte[] narrow = narrow(order, 4, 32, 6, 4096, 16, 7, 26, 1 << 31, 0, 0);

      assertThat(AuxVector.parse(wide).vector().orElseThrow().words())
          .isEqualTo(HwcapWords.of(16, 7, 26, 1L << 63));
      assertThat(AuxVector.parse(narrow).vector().orElseThrow().words())
          .isEqualTo(HwcapWords.of(16, 7, 26, 1L << 31));
      for (int cut = 0; cut < wide.length - 15; cut++) {
        assertThat(AuxVector.parse(Arrays.copyOf(wide, cut)).vector())
            .as("%d bytes", cut)
            .isEmpty();
      }
    }
  }

  @Test
  void bytesThatAreNoVectorInAnyLayoutAreSaidToBeNone() {
    byte[] lying = wide(ByteOrder.LITTLE_ENDIAN, 4, 32, 6, 4096, 0, 0);

    assertThat(AuxVector.parse(lying))
        .isEqualTo(
            new AuxReading.Malformed(
                "these 48 bytes are no whole auxiliary vector of 32 or 64 bits in either byte"
                    + " order"));
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(600)];
      random.nextBytes(noise);
      assertThat(AuxVector.parse(noise).vector()).isEmpty();
    }
  }

  @Test
  void onlyRealAddressWidthsAreAccepted() {
    assertThatThrownBy(() -> AuxVector.parse(new byte[8], 2, ByteOrder.BIG_ENDIAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 or 8 bytes");
  }
}
