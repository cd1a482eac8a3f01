package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryReaderTest {

  private static final int INIT_ARRAY = 14;
  private static final int PREINIT_ARRAY = 16;

  @ParameterizedTest
  @ValueSource(ints = {INIT_ARRAY, 15, PREINIT_ARRAY})
  void readsArraysOfPointers(int type) {
    byte[] array = new BytesBuilder(false).u64(0x1004).u64(0).u64(0x1008).build();

    assertThat(text(true).part(".array", type, 3, 0x3000, array).read().entries())
        .containsExactly(0x1004L, 0x1008L);
  }

  @Test
  void keepsTheBitThatChoosesThumb() {
    byte[] array = new BytesBuilder(false).u32(0x1005).build();

    ElfFile file = text(false).machine(40).part(".a", INIT_ARRAY, 3, 0x3000, array).read();

    assertThat(file.entries()).containsExactly(0x1005L);
    assertThat(file.machine().address(0x1005)).isEqualTo(0x1004);
    assertThat(file.machine().mode(0x1005)).isEqualTo(1);
  }

  @Test
  void readsWhatRelocationsPutIntoEmptyPlaces() {
    byte[] relocations =
        new BytesBuilder(false)
            .u64(0x3008)
            .u64(8)
            .u64(0x1010)
            .u64(0x3010)
            .u64(1L << 32 | 6)
            .u64(0x1014)
            .u64(0x4000)
            .u64(8)
            .u64(0x1018)
            .build();

    assertThat(
            text(true)
                .part(".init_array", INIT_ARRAY, 3, 0x3000, new byte[24])
                .part(".rela.dyn", Section.RELA, 2, 0x5000, relocations)
                .read()
                .entries())
        .containsExactly(0x1010L);
  }

  @Test
  void findsArraysByTheDynamicSectionWhereThereAreNoSections() {
    byte[] data = new BytesBuilder(false).u64(0x100c).u64(0).u64(0x3008).u64(8).u64(0x1010).build();
    BytesBuilder dynamic = new BytesBuilder(false);
    dynamic.u64(25).u64(0x3000).u64(27).u64(16).u64(7).u64(0x3010).u64(8).u64(24).u64(0).u64(0);

    assertThat(
            text(true)
                .part(".data", Section.PROGBITS, 3, 0x3000, data)
                .part(".dynamic", Section.DYNAMIC, 3, 0x4000, dynamic.build())
                .segment(Segment.LOAD, 5, ".text")
                .segment(Segment.LOAD, 6, ".data")
                .segment(Segment.DYNAMIC, 6, ".dynamic")
                .withoutSectionHeaders()
                .read()
                .entries())
        .containsExactly(0x100cL, 0x1010L);
  }

  private static ElfBuilder text(boolean wide) {
    return new ElfBuilder(wide, false).code(".text", 0x1000, new byte[64]);
  }
}
