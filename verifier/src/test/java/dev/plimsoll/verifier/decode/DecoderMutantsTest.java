package dev.plimsoll.verifier.decode;

import dev.plimsoll.dsl.testing.Survival;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever the bytes are, every decoder answers, and within them. */
final class DecoderMutantsTest {
  /** Instructions in one input. */
  private static final int INSTRUCTIONS = 100;

  private static final int USUAL = 10_000;

  @TestFactory
  Stream<DynamicTest> everyDecoderAnswersToRandomInstructions() {
    TreeMap<String, Decoder> decoders = new TreeMap<>();
    for (String architecture : Decoders.architectures()) {
      decoders.put(architecture, Decoders.forArchitecture(architecture).orElseThrow());
    }
    for (String mode : Decoders.modes("arm")) {
      decoders.put("arm " + mode, Decoders.forMode("arm", mode).orElseThrow());
    }
    return decoders.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> survives(entry.getKey(), entry.getValue())));
  }

  private static void survives(String name, Decoder decoder) {
    byte[] code = new byte[INSTRUCTIONS * 8];
    Survival.of(
        name + ", " + INSTRUCTIONS + " instructions each",
        USUAL,
        random -> survives(decoder, code, random));
  }

  private static boolean survives(Decoder decoder, byte[] code, SplittableRandom random) {
    random.nextBytes(code);
    int decoded = 0;
    int at = 0;
    for (int i = 0; i < INSTRUCTIONS; i++) {
      // One in four has less than what it may need, and the array is over with the last ones.
      int end = (i & 3) == 0 ? Math.min(code.length, at + 1 + (i >> 2) % 16) : code.length;
      int answer = decoder.decode(code, at, end);
      if (answer == Decoder.UNDECODED) {
        int skip = decoder.skip(code, at, end);
        if (skip < 1 || at + skip > end && skip > decoder.unit()) {
          throw new AssertionError("steps over " + skip + " of " + (end - at));
        }
        at += skip;
      } else {
        if (Decoder.length(answer) < 1
            || at + Decoder.length(answer) > end
            || Decoder.classIndex(answer) >= decoder.classes().size()) {
          throw new AssertionError("answers " + answer + " of " + (end - at));
        }
        decoded++;
        at += Decoder.length(answer);
      }
      if (at >= code.length) {
        at = 0;
      }
    }
    return decoded > INSTRUCTIONS / 10;
  }
}
