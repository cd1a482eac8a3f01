package dev.plimsoll.verifier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfMutants;
import dev.plimsoll.verifier.elf.ElfReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is done to a file's bytes, scanning it gives a report that adds up. */
final class ScanMutationTest {

  private static final int MUTANTS_PER_SEED = 15_000;

  @Test
  void everyMutantIsReported() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    ObjectScanner scanner =
        new ObjectScanner(name -> List.of(new TinyDecoder(1)), true, Parts.of(1));
    int scanned = 0;
    for (byte[] seed : ElfMutants.seeds()) {
      for (int i = 0; i < MUTANTS_PER_SEED; i++) {
        MemoryBytes bytes = new MemoryBytes(ElfMutants.mutant(seed, random));
        if (ElfReader.read(bytes) instanceof ElfFile file) {
          ObjectReport report = scanner.scan("x", Optional.empty(), file, bytes);
          assertThat(report.codeBytes()).isLessThanOrEqualTo(bytes.size());
          assertThat(report.undecodedBytes()).isBetween(0L, report.codeBytes());
          scanned++;
        }
      }
    }
    assertThat(scanned).isGreaterThan(MUTANTS_PER_SEED);
  }
}
