package dev.plimsoll.verifier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.testing.Survival;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfMutants;
import dev.plimsoll.verifier.elf.ElfReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever is done to a file's bytes, scanning it gives a report that adds up. */
final class ScanMutantsTest {
  private static final int USUAL = 60_000;

  @Test
  void everyMutantIsReported() {
    ObjectScanner scanner =
        new ObjectScanner(
            Decoders::ofObjects, ScanOptions.defaults().withFunctions(true), new Parts(2, 64));
    List<byte[]> seeds = ElfMutants.seeds();
    double scanned =
        Survival.of(
            "scanner",
            USUAL,
            random -> {
              byte[] seed = seeds.get(random.nextInt(seeds.size()));
              MemoryBytes bytes = new MemoryBytes(ElfMutants.mutant(seed, random));
              if (!(ElfReader.read(bytes) instanceof ElfFile file)) {
                return false;
              }
              ObjectReport report = scanner.scan("x", Optional.empty(), file, bytes);
              assertThat(report.codeBytes()).isLessThanOrEqualTo(bytes.size());
              assertThat(report.undecodedBytes()).isBetween(0L, report.codeBytes());
              assertThat(report.dataBytes())
                  .isBetween(0L, report.codeBytes() - report.undecodedBytes());
              return true;
            });
    assertThat(scanned).isGreaterThan(0.25);
  }
}
