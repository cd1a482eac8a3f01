package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IsaReaderTest {

  private static final int RISCV = 243;

  @ParameterizedTest
  @CsvSource({
    "rv64i2p1_m2p0_zba1p0_xtheadba1p0, 'i m xtheadba zba'",
    "rv64gcv_zvfh, 'c g v zvfh'",
    "RV64imacxtheadmac, 'a c i m xtheadmac'",
    "x86-64, ''",
    "rv64, ''"
  })
  void takesIsaStringsApart(String isa, String extensions) {
    assertThat(String.join(" ", IsaReader.extensions(isa))).isEqualTo(extensions);
  }

  @Test
  void readsWhatMappingSymbolsSay() {
    ElfFile file =
        ElfBuilder.shared(RISCV)
            .code(".text", 0x1000, new byte[16])
            .symbol("$xrv64gc_xtheadba1p0", 0, 1, 0x1000, 0)
            .symbol("$d", 0, 1, 0x1008, 0)
            .symbol("$xother", 0, 1, 0x100c, 0)
            .read();

    assertThat(file.isa()).containsExactly("c", "g", "xtheadba");
    assertThat(file.mapping().count()).isEqualTo(2);
    assertThat(file.mapping().kind(0)).isEqualTo('x');
    assertThat(file.mapping().extensions().get(file.mapping().isa(0)))
        .containsExactlyInAnyOrder("c", "g", "xtheadba");
  }
}
