package dev.plimsoll.verifier.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SkipPlainTest {
  private static final int[] FREQUENT_ON_X86 = {
    0x00, 0x04, 0x05, 0x0f, 0x25, 0x26, 0x40, 0x41, 0x44, 0x45, 0x48, 0x49, 0x4c, 0x4d, 0x64, 0x66,
    0x67, 0x81, 0x83, 0x84, 0x85, 0x89, 0x8b, 0x8d, 0x90, 0x9b, 0xa2, 0xae, 0xb8, 0xc0, 0xc4, 0xc5,
    0xc7, 0xd5, 0xe8, 0xf0, 0xf2, 0xf3, 0xf6, 0xf7, 0xfe, 0xff, 0x62, 0x8f, 0x10, 0x38, 0x3a, 0x6f
  };

  static Stream<Decoder> decoders() {
    return Stream.of(
            "x86_64", "i386", "aarch64", "arm", "riscv64", "ppc64le", "s390x", "loongarch64")
        .flatMap(architecture -> Decoders.ofObjects(architecture).stream());
  }

  @ParameterizedTest
  @MethodSource("decoders")
  void stepsOverPlainInstructionsAlone(Decoder decoder) {
    Random random = new Random(20261122);
    byte[] code = new byte[64];
    long stepped = 0;
    for (int round = 0; round < 200_000; round++) {
      random.nextBytes(code);
      int from = random.nextInt(code.length);
      int end = from + random.nextInt(code.length - from + 1);
      int stop = from + random.nextInt(end - from + 1);
      if (decoder.unit() == 1 && round % 2 == 0) {
        fill(code, random);
      }
      int reached = decoder.skipPlain(code, from, stop, end);
      stepped += reached - from;
      assertThat(plainUntil(decoder, code, from, reached, stop, end))
          .as("from %d before %d of %d: %s", from, stop, end, Arrays.toString(code))
          .isEqualTo(reached);
    }
    assertThat(stepped).as("bytes stepped over").isGreaterThan(100_000);
  }

  private static void fill(byte[] code, Random random) {
    for (int i = 0; i < code.length; i++) {
      if (random.nextInt(4) != 0) {
        code[i] = (byte) FREQUENT_ON_X86[random.nextInt(FREQUENT_ON_X86.length)];
      }
    }
  }

  /** Where decoding gets to if it stops at what is not plain, and at {@code reached}. */
  private static int plainUntil(
      Decoder decoder, byte[] code, int from, int reached, int stop, int end) {
    int at = from;
    while (at < reached && at < stop) {
      int answer = decoder.decode(code, at, end);
      if (answer == Decoder.UNDECODED
          || !decoder.classes().get(Decoder.classIndex(answer)).plain()) {
        break;
      }
      at += Decoder.length(answer);
    }
    return at;
  }
}
