package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class AttributesReaderTest {

  private static final int RISCV = 243;
  private static final int ARM = 40;
  private static final int ATTRIBUTES = 0x70000003;

  @Test
  void readsTheArchitectureAmongTheAttributesOfAFile() {
    BytesBuilder attributes = new BytesBuilder(false).u8(4).u8(16).u8(5).text("rv64i2p1_zba1p0");
    attributes.u8(6).u8(1);

    ElfFile file = file(RISCV, "riscv", attributes.build()).flags(5).read();

    assertThat(file.isa()).containsExactly("i", "zba");
    assertThat(file.abi()).containsExactly("double-float", "rvc");
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void endsWhereDamagedAttributesDo() {
    ElfFile file = file(RISCV, "riscv", new byte[] {5, 'r', 'v', '6', '4', 'i'}).read();

    assertThat(file.isa()).isEqualTo(new TreeSet<>(List.of("i")));
  }

  @Test
  void readsVersionsOptionsAndTheCallingStandardOfArm() {
    BytesBuilder attributes = new BytesBuilder(false).u8(5).text("Cortex-A9").u8(6).u8(10);
    attributes.u8(7).u8('A').u8(8).u8(1).u8(9).u8(2).u8(10).u8(4).u8(12).u8(99).u8(28).u8(1);
    attributes.u8(32).u8(1).text("gnu").u8(67).text("2.09").u8(44).u8(2);

    ElfFile file = file(ARM, "aeabi", attributes.build()).flags(0x05000400).read();

    assertThat(file.isa())
        .containsExactly("a32", "divide", "profile-a", "t32", "tag-12-99", "v7", "vfpv3-d16");
    assertThat(file.abi()).containsExactly("eabi5", "hard-float", "vfp-arguments");
  }

  @Test
  void takesNoOtherVendorsAttributes() {
    assertThat(file(ARM, "gnu", new byte[] {6, 10}).read().isa()).isEmpty();
  }

  /** The section with one vendor's file attributes. */
  private static ElfBuilder file(int machine, String vendor, byte[] attributes) {
    BytesBuilder ours = new BytesBuilder(false).text(vendor).u8(1).u32(attributes.length + 5);
    ours.bytes(attributes);
    BytesBuilder section = new BytesBuilder(false).u8('A').u32(ours.size() + 4);
    return new ElfBuilder(machine == RISCV, false)
        .machine(machine)
        .code(".text", 0x1000, new byte[16])
        .part(".attributes", ATTRIBUTES, 0, 0, section.bytes(ours.build()).build());
  }
}
