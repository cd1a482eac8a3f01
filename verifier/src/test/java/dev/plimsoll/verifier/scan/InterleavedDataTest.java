package dev.plimsoll.verifier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.ElfBuilder;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data before every piece of code, as compilers of functional languages put it. */
final class InterleavedDataTest {

  private static final int BLOCK = 4096;

  @ParameterizedTest(name = "{4}")
  @CsvSource({
    "0001, 16, 16, 0, everywhere",
    "0001, 16, 9, 0, in more than half",
    "0001, 16, 8, 1, in half",
    "0001, 15, 15, 1, in a small stretch",
    "0000, 16, 16, 1, but only zeros",
  })
  void whatDoesNotDecodeEverywhereMakesAllOfALargeStretchDoubtful(
      String table, int blocks, int withTable, int used, String name) throws IOException {
    byte[] code = HexFormat.of().parseHex("1812".repeat(blocks * BLOCK / 2));
    for (int i = 0; i < blocks; i++) {
      put(code, i * BLOCK + 2000, "e7123000 20f3");
      if (i < withTable) {
        put(code, i * BLOCK + 4, table);
      }
    }
    byte[] file = new ElfBuilder(true, true).machine(22).code(".text", 0, code).build();
    MemoryBytes bytes = new MemoryBytes(file);

    ObjectReport report =
        new ObjectScanner(Decoders::ofObjects, ScanOptions.defaults(), Parts.of(1))
            .scan("x.so", Optional.empty(), (ElfFile) ElfReader.read(bytes), bytes);

    assertThat(report.undecodedBytes()).isEqualTo(2L * withTable);
    assertThat(report.features()).hasSize(used);
    assertThat(report.unreferenced()).hasSize(1 - used);
    (used == 1 ? report.uses() : report.unreferenced())
        .forEach(use -> assertThat(use.instructions()).isEqualTo(blocks));
  }

  private static void put(byte[] code, int at, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    System.arraycopy(bytes, 0, code, at, bytes.length);
  }
}
