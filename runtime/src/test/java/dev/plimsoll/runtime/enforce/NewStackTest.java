package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.words.HwcapWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewStackTest {
  private final Kernel kernel = new Kernel(NativeCalls.load().value().orElseThrow());

  @TempDir Path folder;

  private Offer<NewStack> read(ByteBuffer bytes, int wordBytes) throws IOException {
    Path file = Files.write(folder.resolve("stack"), bytes.array());
    int descriptor = kernel.open(file.toString(), Kernel.O_RDONLY);
    try {
      return NewStack.read(kernel, descriptor, 0, wordBytes, NewStack.chunk());
    } finally {
      kernel.close(descriptor);
    }
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
  void findsTheVectorBehindArgumentsAndEnvironment() throws IOException {
    long[] words = {2, 901, 902, 0, 911, 912, 913, 0, 33, 7, 16, 0xffffffffffffffffL, 26, 2, 0, 0};

    NewStack stack = read(stack(8, words), 8).value().orElseThrow();

    assertThat(stack.pair(33)).contains(new NewStack.Pair(33, 7, 9 * 8));
    assertThat(stack.masked(HwcapWords.of(16, 0x8000000000000001L, 26, 3)))
        .containsExactly(new NewStack.Pair(16, 0x8000000000000001L, 11 * 8));
  }

  @Test
  void readsNarrowWordsAsUnsigned() throws IOException {
    NewStack stack = read(stack(4, 1, 9, 0, 0, 16, 0xf0000001L, 0, 0), 4).value().orElseThrow();

    assertThat(stack.pair(16)).contains(new NewStack.Pair(16, 0xf0000001L, 5 * 4));
    assertThat(stack.masked(HwcapWords.of(16, 1))).containsExactly(new NewStack.Pair(16, 1, 5 * 4));
    assertThat(stack.masked(HwcapWords.of(26, 0))).isEmpty();
  }

  @Test
  void aLongEnvironmentIsReadInGrowingPieces() throws IOException {
    long[] words =
        LongStream.concat(
                LongStream.concat(LongStream.of(0, 0), LongStream.range(1, 100_000)),
                LongStream.of(0, 16, 5, 0, 0))
            .toArray();

    assertThat(read(stack(8, words), 8).value().orElseThrow().pair(16)).isPresent();
  }

  @Test
  void bytesThatAreNoStackAreRefused() throws IOException {
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
    assertThat(NewStack.read(kernel, -1, 0, 8, NewStack.chunk()).refusal())
        .startsWith("its stack cannot be read: ");
  }
}
