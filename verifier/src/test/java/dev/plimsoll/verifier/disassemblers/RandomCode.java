package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.decode.Decoder;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Random instructions, half of them any bytes. The rest are, on x86, likely prefixes, an opcode map
 * and any bytes; elsewhere the samples of llvm-mc that the build compares with, with a few or many
 * bits turned, so that reserved operands and neighbours of opcodes come up.
 */
final class RandomCode {

  private static final int[] PREFIXES = {
    0x66, 0xf2, 0xf3, 0xf0, 0x67, 0x2e, 0x36, 0x3e, 0x26, 0x64, 0x65
  };
  private static final int[] PREFIX_COUNTS = {0, 0, 0, 1, 1, 2, 3};
  private static final String[] ESCAPES = {
    "", "0f", "0f", "0f38", "0f3a", "c5", "c4", "c4", "62", "62", "62", "8f", "d5"
  };
  private static final int[] MAPS = {1, 2, 3, 4, 5, 6, 8, 9, 10};

  /** How many bytes a random x86 instruction and what comes after it have. */
  private static final int WINDOW = 24;

  private final Random random;

  RandomCode(long seed) {
    random = new Random(seed);
  }

  byte[] of(InstructionSet set, int count) {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    if (set.x86()) {
      for (int i = 0; i < count; i++) {
        code.writeBytes(Arrays.copyOf(x86(), WINDOW));
        code.writeBytes(set.fence());
      }
      return code.toByteArray();
    }
    Decoder decoder = set.decoder();
    List<byte[]> samples = samples(set);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[8];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        byte[] sample = samples.get(random.nextInt(samples.size()));
        int sparse = 1 + random.nextInt(4);
        for (int b = 0; b < sample.length; b++) {
          int turned = 0xff;
          for (int n = 0; n < sparse; n++) {
            turned &= random.nextInt(256);
          }
          bytes[b] = (byte) (sample[b] ^ turned);
        }
      }
      code.write(bytes, 0, decoder.skip(bytes, 0, bytes.length));
      code.writeBytes(set.fence());
    }
    return code.toByteArray();
  }

  private byte[] x86() {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    if (random.nextBoolean()) {
      for (int n = PREFIX_COUNTS[random.nextInt(PREFIX_COUNTS.length)]; n > 0; n--) {
        code.write(PREFIXES[random.nextInt(PREFIXES.length)]);
      }
      if (random.nextInt(5) < 2) {
        code.write(0x40 | random.nextInt(16));
      }
      String escape = ESCAPES[random.nextInt(ESCAPES.length)];
      code.writeBytes(HexFormat.of().parseHex(escape));
      if (escape.equals("c4") || escape.equals("8f") || escape.equals("62")) {
        code.write(random.nextInt(16) << 4 | MAPS[random.nextInt(MAPS.length)]);
        code.write(random.nextInt(256) | (escape.equals("62") ? 4 : 0));
      }
    }
    byte[] rest = new byte[WINDOW];
    random.nextBytes(rest);
    code.writeBytes(rest);
    return code.toByteArray();
  }

  private static List<byte[]> samples(InstructionSet set) {
    String resource = "../decode/fixed/" + set.name() + "-oracle.tsv.gz";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        RandomCode.class.getResourceAsStream(resource), resource)),
                StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.contains("\tINVALID\t"))
          .map(line -> HexFormat.of().parseHex(line.split("\t", -1)[0]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
