package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IsaReaderTest {

  private static final int RISCV = 243;
  private static final int ATTRIBUTES = 0x70000003;

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
  void readsTheArchitectureAmongTheAttributesOfAFile() {
    BytesBuilder attributes = new BytesBuilder(false).u8(4).u8(16).u8(5).text("rv64i2p1_zba1p0");
    attributes.u8(6).u8(1);

    ElfFile file = file(attributes.build()).read();

    assertThat(file.isa()).containsExactly("i", "zba");
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void endsWhereDamagedAttributesDo() {
    ElfFile file = file(new byte[] {5, 'r', 'v', '6', '4', 'i'}).read();

    assertThat(file.isa()).isEqualTo(new TreeSet<>(List.of("i")));
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
  }

  /** The section with one vendor's file attributes. */
  private static ElfBuilder file(byte[] attributes) {
    BytesBuilder ours = new BytesBuilder(false).text("riscv").u8(1).u32(attributes.length + 5);
    ours.bytes(attributes);
    BytesBuilder section = new BytesBuilder(false).u8('A').u32(ours.size() + 4);
    return ElfBuilder.shared(RISCV)
        .code(".text", 0x1000, new byte[16])
        .part(".riscv.attributes", ATTRIBUTES, 0, 0, section.bytes(ours.build()).build());
  }
}
