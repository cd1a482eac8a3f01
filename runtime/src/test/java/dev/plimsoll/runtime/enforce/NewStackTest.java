package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.words.HwcapWords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NewStackTest {
  /** A stack alone in its memory, from the address 0 on. */
  private static Offer<NewStack> read(ByteBuffer bytes, int wordBytes) {
    NewStack.Memory memory =
        (at, into) -> {
          int below = NewStack.BELOW_BYTES;
          int length = Math.min(into.clear().capacity(), below + bytes.capacity());
          into.put(below, bytes, 0, length - below).limit(length);
          return length;
        };
    return NewStack.read(memory, 0, wordBytes, NewStack.chunk());
  }

  private static ByteBuffer stack(int wordBytes, long... words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * wordBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : words) {
      if (wordBytes == 8) {
        bytes.putLong(word);
      } else {
        bytes.putInt((int) word);
      }
    }
    return bytes;
  }

  @Test
  void findsTheVectorBehindArgumentsAndEnvironment() {
    long[] words = {2, 901, 902, 0, 911, 912, 913, 0, 33, 7, 16, 0xffffffffffffffffL, 26, 2, 0, 0};

    NewStack stack = read(stack(8, words), 8).value().orElseThrow();

    assertThat(stack.pair(33)).contains(new NewStack.Pair(33, 7, 9 * 8));
    assertThat(stack.masked(HwcapWords.of(16, 0x8000000000000001L, 26, 3)))
        .containsExactly(new NewStack.Pair(16, 0x8000000000000001L, 11 * 8));
  }

  @Test
  void readsNarrowWordsAsUnsigned() {
    NewStack stack = read(stack(4, 1, 9, 0, 0, 16, 0xf0000001L, 0, 0), 4).value().orElseThrow();

    assertThat(stack.pair(16)).contains(new NewStack.Pair(16, 0xf0000001L, 5 * 4));
    assertThat(stack.masked(HwcapWords.of(16, 1))).containsExactly(new NewStack.Pair(16, 1, 5 * 4));
    assertThat(stack.masked(HwcapWords.of(26, 0))).isEmpty();
  }

  @Test
  void aLongEnvironmentIsReadInGrowingPieces() {
    long[] words =
        LongStream.concat(
                LongStream.concat(LongStream.of(0, 0), LongStream.range(1, 100_000)),
                LongStream.of(0, 16, 5, 0, 0))
            .toArray();

    assertThat(read(stack(8, words), 8).value().orElseThrow().pair(16)).isPresent();
  }

  @Test
  void bytesThatAreNoStackAreRefused() {
    byte[] noise = new byte[1 << 16];
    new Random(3).nextBytes(noise);

    assertThat(read(ByteBuffer.wrap(noise), 8).refusal())
        .isEqualTo("its stack holds no auxiliary vector");
    assertThat(read(stack(8, -1, 0, 0), 8).value()).isEmpty();
    assertThat(read(stack(8, 1), 8).value()).isEmpty();
    assertThat(read(ByteBuffer.allocate(0), 8).value()).isEmpty();
    assertThat(read(stack(8, 0, 0, 0, 16, 1), 8).value()).isEmpty();
  }

  @Test
  void memoryThatCannotBeReadIsRefused() {
    Kernel kernel = new Kernel(NativeCalls.load().value().orElseThrow());
    NewStack.Memory own = new NewStack.OfProcess(kernel, kernel.getpid());

    assertThat(NewStack.read(own, 0, 8, NewStack.chunk()).refusal())
        .startsWith("its stack cannot be read: ");
  }

  @Test
  void whatIsWrittenIsTheChangedPairsAndWhatIsBetweenThem() {
    long[] words = {0, 0, 0, 33, 7, 16, 15, 6, 4096, 26, 3, 0, 0};
    NewStack wide = read(stack(8, words), 8).value().orElseThrow();
    NewStack narrow = read(stack(4, words), 4).value().orElseThrow();

    Patch both = wide.changed(wide.masked(HwcapWords.of(16, 1, 26, 2)), 8);
    Patch one = narrow.changed(narrow.masked(HwcapWords.of(16, 8, 26, 3)), 4);

    assertThat(both.at()).isEqualTo(6 * 8);
    assertThat(bytes(both)).isEqualTo(stack(8, 1, 6, 4096, 26, 2).array());
    assertThat(one.at()).isEqualTo(6 * 4);
    assertThat(bytes(one)).isEqualTo(stack(4, 8).array());
  }

  @Test
  void whatIsBelowEndsAtTheStack() {
    Patch below = read(stack(8, 0, 0, 0, 0, 0), 8).value().orElseThrow().below(24);

    assertThat(below.at()).isEqualTo(-24);
    assertThat(bytes(below)).isEqualTo(new byte[24]);
  }

  private static byte[] bytes(Patch patch) {
    byte[] bytes = new byte[patch.bytes().limit()];
    patch.bytes().get(0, bytes);
    return bytes;
  }
}
