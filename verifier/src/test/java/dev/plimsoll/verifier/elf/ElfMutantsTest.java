package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.testing.Survival;
import dev.plimsoll.verifier.archive.Xz;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is done to a file's bytes, reading it gives an answer. */
final class ElfMutantsTest {
  private static final int USUAL = 120_000;

  @Test
  void everyMutantIsAnswered() {
    List<byte[]> seeds = ElfMutants.seeds();
    double readable =
        Survival.of(
            "ELF reader",
            USUAL,
            random -> {
              byte[] seed = seeds.get(random.nextInt(seeds.size()));
              return use(
                  ElfReader.read(new MemoryBytes(ElfMutants.mutant(seed, random)), Xz::unpack));
            });
    assertThat(readable).isBetween(0.25, 0.99);
  }

  @Test
  void everyPrefixIsAnswered() throws IOException {
    for (byte[] seed : ElfMutants.seeds()) {
      for (int length = 0; length <= seed.length; length++) {
        use(ElfReader.read(new MemoryBytes(seed, length)));
      }
    }
  }

  /** Asks everything that the answer can be asked; whether it is a file. */
  private static boolean use(ElfResult result) throws IOException {
    if (!(result instanceof ElfFile file)) {
      assertThat(((MalformedElf) result).reason()).isNotBlank();
      return false;
    }
    long end = 0;
    for (CodeRange range : file.code()) {
      assertThat(range.offset()).isGreaterThanOrEqualTo(end);
      assertThat(range.size()).isPositive();
      end = range.offset() + range.size();
    }
    for (int i = 0; i < file.functions().count(); i++) {
      assertThat(file.functions().name(i).length()).isLessThanOrEqualTo(4096);
    }
    return true;
  }
}
