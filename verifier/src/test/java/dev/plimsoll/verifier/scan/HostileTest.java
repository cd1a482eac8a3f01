package dev.plimsoll.verifier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.testing.Survival;
import dev.plimsoll.verifier.bytes.BytesBuilder;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.ElfBuilder;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Objects that are made to be expensive. What grows with the square of their size does not end here
 * in the time that {@link Survival} gives.
 */
final class HostileTest {

  private static final long TEXT = 0x10000;
  private static final int ARM = 40;
  private static final int RISCV = 243;

  @Test
  void dataMarksThatAreNotBelievedCostNoWalkEach() {
    BytesBuilder code = new BytesBuilder(false);
    ElfBuilder elf = new ElfBuilder(false, false).machine(ARM);
    elf.symbol("$t", 0, 1, TEXT, 0);
    for (int i = 0; i < 300_000; i++) {
      code.u16(0x1840);
      elf.symbol("$d", 0, 1, TEXT + 2L * (i + 1), 0);
    }
    assertThat(survives("data marks", elf.code(".text", TEXT, code.build())).dataBytes()).isZero();
  }

  @Test
  void constantsAmongWhatFillsPlacesCostNoWayBackEach() {
    int words = 250_000;
    BytesBuilder code = new BytesBuilder(false);
    for (int i = 0; i < words; i++) {
      code.u32(0xd503201fL);
    }
    for (int i = 0; i < words / 4; i++) {
      int distance = 2 * (2 * i + 1) - (words + i);
      code.u32(0x18000000L | (distance & 0x7ffff) << 5);
    }
    ElfBuilder elf = ElfBuilder.shared(ElfBuilder.AARCH64).code(".text", TEXT, code.build());
    assertThat(survives("constants", elf).dataBytes()).isPositive();
  }

  @Test
  void numbersWithoutAnEndAreNotReadByEachUnwindEntry() {
    int entries = 80_000;
    byte[] sea = new byte[16 * entries];
    Arrays.fill(sea, (byte) 0x80);
    BytesBuilder frames =
        new BytesBuilder(false)
            .u32(sea.length - 4)
            .u32(0)
            .bytes(Arrays.copyOf(sea, sea.length - 8));
    for (int i = 0; i < entries; i++) {
      frames.u32(12).u32(frames.size() - (8 + 8L * i)).u64(4);
    }
    ElfBuilder elf =
        ElfBuilder.shared(ElfBuilder.X86_64)
            .code(".text", TEXT, new byte[64])
            .part(".eh_frame", 1, 2, 0x20000, frames.build());
    assertThat(survives("unwind entries", elf).problems()).isNotEmpty();
  }

  @Test
  void arraysThatOverlapAreReadUpToABound() {
    ElfBuilder elf = ElfBuilder.shared(ElfBuilder.X86_64).code(".text", TEXT, new byte[64]);
    int sections = 50_000;
    for (int i = 0; i < sections; i++) {
      byte[] pointers = new BytesBuilder(false).u64(TEXT + i).u64(TEXT + sections + i).build();
      elf.sized("", 14, 3, 0x20000 + 16L * i, pointers, 16L * (sections - i));
    }
    assertThat(survives("arrays", elf).problems())
        .contains("has more than 100000 initialisers; the rest is ignored");
  }

  @Test
  void attributesThatOverlapAreReadOnce() {
    ElfBuilder elf = ElfBuilder.shared(RISCV).code(".text", TEXT, new byte[64]);
    byte[] letters = new byte[64];
    Arrays.fill(letters, (byte) 'A');
    int sections = 40_000;
    for (int i = 0; i < sections; i++) {
      elf.sized("", 0x70000003, 0, 0, letters, 64L * (sections - i));
    }
    assertThat(survives("attributes", elf).problems()).isNotEmpty();
  }

  @Test
  void longNamesOfVeryManyFunctionsAreNotAllKept() {
    ElfBuilder elf = ElfBuilder.shared(ElfBuilder.X86_64);
    String name = "f".repeat(4000);
    int functions = 5_000;
    BytesBuilder code = new BytesBuilder(false);
    for (int i = 0; i < functions; i++) {
      code.u32(0xc0effdc5L).u8(0xc3);
      elf.function(name, TEXT + 5L * i, 5);
    }
    List<FunctionUse> found = survives("names", elf.code(".text", TEXT, code.build())).functions();
    assertThat(found).hasSize(functions);
    assertThat(found.get(0).name()).isEqualTo(name);
    assertThat(found.get(functions - 1).name())
        .isEqualTo("sub_" + Long.toHexString(TEXT + 5L * (functions - 1)));
  }

  private static ObjectReport survives(String name, ElfBuilder elf) {
    MemoryBytes bytes = new MemoryBytes(elf.build());
    ObjectReport[] report = new ObjectReport[1];
    Survival.of(
        name,
        1,
        random -> {
          report[0] = scan(bytes);
          return true;
        });
    return report[0];
  }

  private static ObjectReport scan(MemoryBytes bytes) throws IOException {
    ElfFile file = (ElfFile) ElfReader.read(bytes);
    return new ObjectScanner(
            Decoders::ofObjects, ScanOptions.defaults().withFunctions(true), Parts.of(1))
        .scan("x.so", Optional.empty(), file, bytes);
  }
}
