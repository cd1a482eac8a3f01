package dev.plimsoll.verifier.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfBuilder;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PartsTest {

  private static final int TEXT = 0x1000;
  private static final int SIZE = 6000;

  @Test
  void changeNothingInAReport() throws IOException {
    Random random = new Random(20261122);
    for (int round = 0; round < 40; round++) {
      byte[] object = object(random, round % 2 == 0);

      ObjectReport whole = scan(object, new Parts(1, 1));

      assertThat(whole.features()).isNotEmpty();
      for (int parts : new int[] {2, 3, 8, 61}) {
        assertThat(scan(object, new Parts(parts, 1))).as("%d parts", parts).isEqualTo(whole);
      }
    }
  }

  @Test
  void areNotSmallerThanIsWorthATask() throws IOException {
    List<CodeRange> code = List.of(new CodeRange("a", 0, 100, 50), new CodeRange("b", 0, 200, 59));

    StringBuilder looked = new StringBuilder();
    String first =
        new Parts(8, 50)
            .reduce(
                code,
                (from, to) -> from + "-" + (to == Long.MAX_VALUE ? "" : to),
                (all, next) -> looked.append(all).append(' ').append(next));

    assertThat(first).isEqualTo("0-204");
    assertThat(looked).hasToString("0-204 204-");
  }

  @Test
  void failAsTheObjectDoes() {
    List<CodeRange> code = List.of(new CodeRange("a", 0, 0, 100));

    assertThatThrownBy(
            () ->
                new Parts(4, 10)
                    .reduce(
                        code,
                        (from, to) -> {
                          throw new EOFException("shorter at " + from);
                        },
                        (all, next) -> {}))
        .isInstanceOf(EOFException.class);
  }

  /** Functions, some in others, some data and some gaps. */
  private static byte[] object(Random random, boolean dense) {
    byte[] code = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      int kind = random.nextInt(dense ? 200 : 20);
      code[i] = (byte) (kind < 5 ? kind : kind == 5 ? TinyDecoder.UNKNOWN : TinyDecoder.PLAIN);
    }
    ElfBuilder elf = ElfBuilder.shared(62).code(".text", TEXT, code);
    for (int at = 0, i = 0; at < SIZE - 300; i++) {
      int size = 1 + random.nextInt(250);
      elf.function("f" + i, TEXT + at, size);
      if (i % 7 == 0) {
        elf.function("inner" + i, TEXT + at + size / 3, Math.max(1, size / 4));
      }
      at += size + (i % 3 == 0 ? random.nextInt(50) : 0);
    }
    return elf.build();
  }

  private static ObjectReport scan(byte[] object, Parts parts) throws IOException {
    MemoryBytes bytes = new MemoryBytes(object);
    return new ObjectScanner(
            (name, extensions) -> List.of(new TinyDecoder(1)),
            ScanOptions.defaults().withFunctions(true),
            parts)
        .scan("x.so", Optional.empty(), (ElfFile) ElfReader.read(bytes), bytes);
  }
}
