package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.archive.Xz;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is done to a file's bytes, reading it gives an answer. */
final class ElfMutationTest {

  private static final int MUTANTS_PER_SEED = 15_000;

  @Test
  void everyMutantIsAnswered() throws IOException {
    SplittableRandom random = new SplittableRandom(20261122);
    int readable = 0;
    for (byte[] seed : ElfMutants.seeds()) {
      for (int i = 0; i < MUTANTS_PER_SEED; i++) {
        readable +=
            use(ElfReader.read(new MemoryBytes(ElfMutants.mutant(seed, random)), Xz::unpack));
      }
    }
    assertThat(readable).isGreaterThan(MUTANTS_PER_SEED);
  }

  @Test
  void everyPrefixIsAnswered() throws IOException {
    for (byte[] seed : ElfMutants.seeds()) {
      for (int length = 0; length <= seed.length; length++) {
        use(ElfReader.read(new MemoryBytes(seed, length)));
      }
    }
  }

  /** Asks everything that the answer can be asked; 1 if it is a file. */
  private static int use(ElfResult result) throws IOException {
    if (!(result instanceof ElfFile file)) {
      assertThat(((MalformedElf) result).reason()).isNotBlank();
      return 0;
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
    return 1;
  }
}
