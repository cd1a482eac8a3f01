package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.archive.Unpacker;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class EmbeddedSymbolsTest {

  private static final byte[] CODE = new byte[64];

  @Test
  void findsFunctionsThatOnlyTheCompressedTableHas() throws IOException {
    byte[] inner = elf().function("inner", 0x1008, 8).function("other", 0x1010, 4).build();

    ElfFile file = read(elf().function("outer", 0x1000, 8), packed(inner));

    assertThat(file.problems()).isEmpty();
    assertThat(file.functions().count()).isEqualTo(3);
    assertThat(file.functions().name(0)).isEqualTo("outer");
    assertThat(file.functions().name(1)).isEqualTo("inner");
    assertThat(file.functions().address(2)).isEqualTo(0x1010);
    assertThat(file.functions().name(2)).isEqualTo("other");
  }

  @Test
  void readsNoMoreThanSymbolsBecome() throws IOException {
    byte[] inner = elf().function("inner", 0x1008, 8).build();

    ElfFile file = read(elf(), packed(Arrays.copyOf(inner, 40 << 20)));

    assertThat(file.functions().count()).isZero();
    assertThat(file.problems()).singleElement().asString().contains("it becomes more than");
  }

  @Test
  void saysWhatIsDamaged() throws IOException {
    byte[] packed = packed(elf().function("inner", 0x1008, 8).build());
    packed[packed.length / 2] ^= 0x55;

    assertThat(read(elf(), packed).problems())
        .singleElement()
        .asString()
        .startsWith(".gnu_debugdata cannot be read; its functions are not known: ");
  }

  @Test
  void doesNotTakeTheSymbolsOfAnotherMachine() throws IOException {
    byte[] inner = elf().machine(ElfBuilder.AARCH64).function("inner", 0x1008, 8).build();

    ElfFile file = read(elf(), packed(inner));

    assertThat(file.functions().count()).isZero();
    assertThat(file.problems()).singleElement().asString().contains("another machine");
  }

  @Test
  void saysThatWhatIsPackedIsNoElfFile() throws IOException {
    assertThat(read(elf(), packed(CODE)).problems())
        .singleElement()
        .asString()
        .contains("ELF magic");
  }

  private static ElfBuilder elf() {
    return ElfBuilder.shared(ElfBuilder.X86_64).code(".text", 0x1000, CODE);
  }

  private static ElfFile read(ElfBuilder outer, byte[] packed) {
    byte[] file = outer.part(".gnu_debugdata", Section.PROGBITS, 0, 0, packed).build();
    return (ElfFile) ElfReader.read(new MemoryBytes(file), Unpacker::unpack);
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
      xz.write(bytes);
    }
    return out.toByteArray();
  }
}
