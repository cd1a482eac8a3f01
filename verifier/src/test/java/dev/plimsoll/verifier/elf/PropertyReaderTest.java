package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import org.junit.jupiter.api.Test;

final class PropertyReaderTest {

  private static final long X86_FEATURE_1_AND = 0xc0000002L;
  private static final long X86_ISA_1_NEEDED = 0xc0008002L;
  private static final long X86_ISA_1_USED = 0xc0010002L;
  private static final long AARCH64_FEATURE_1_AND = 0xc0000000L;

  @Test
  void namesTheLevelsAndMarksOfX86() {
    byte[] note =
        note(
            property(X86_FEATURE_1_AND, 3),
            property(X86_ISA_1_NEEDED, 2),
            property(X86_ISA_1_USED, 15));

    PropertyNotes notes = file(62, note).properties();

    assertThat(notes.of("features1and")).containsExactly("ibt", "shstk");
    assertThat(notes.of("needed")).containsExactly("x86-64-v2");
    assertThat(notes.of("used"))
        .containsExactly("x86-64-v1", "x86-64-v2", "x86-64-v3", "x86-64-v4");
  }

  @Test
  void namesTheMarksOfAarch64() {
    ElfFile file = file(ElfBuilder.AARCH64, note(property(AARCH64_FEATURE_1_AND, 7)));

    assertThat(file.properties().of("features1and")).containsExactly("bti", "pac", "gcs");
  }

  @Test
  void showsBitsWithoutANameByTheirNumber() {
    ElfFile file = file(62, note(property(X86_ISA_1_NEEDED, 1L << 31 | 4)));

    assertThat(file.properties().of("needed")).containsExactly("x86-64-v3", "bit-31");
  }

  @Test
  void ignoresPropertiesOfAnotherMachine() {
    ElfFile file = file(22, note(property(X86_ISA_1_NEEDED, 2)));

    assertThat(file.properties().names()).isEmpty();
  }

  @Test
  void readsThePropertySegmentWhereThereAreNoSections() {
    ElfFile file =
        ElfBuilder.shared(62)
            .part(".note.gnu.property", Section.NOTE, 2, 0x200, note(property(X86_ISA_1_NEEDED, 1)))
            .segment(Segment.GNU_PROPERTY, 4, ".note.gnu.property")
            .withoutSectionHeaders()
            .read();

    assertThat(file.properties().of("needed")).containsExactly("x86-64-v1");
  }

  @Test
  void keepsWhatIsBeforeAPropertyThatIsTooLong() {
    byte[] cut = new BytesBuilder(false).u32(X86_ISA_1_USED).u32(0x10000).u64(0).build();

    ElfFile file = file(62, note(property(X86_ISA_1_NEEDED, 2), cut));

    assertThat(file.properties().of("needed")).containsExactly("x86-64-v2");
    assertThat(file.problems()).singleElement().asString().contains("longer than its note");
  }

  @Test
  void ignoresANoteThatIsLongerThanItsSection() {
    byte[] note = new BytesBuilder(false).u32(0xffffffffL).u32(0xffffffffL).u32(5).u32(0).build();

    ElfFile file = file(62, note);

    assertThat(file.properties().names()).isEmpty();
    assertThat(file.problems()).singleElement().asString().contains("longer than its section");
  }

  private static byte[] property(long type, long bits) {
    return new BytesBuilder(false).u32(type).u32(4).u32(bits).u32(0).build();
  }

  private static byte[] note(byte[]... properties) {
    BytesBuilder all = new BytesBuilder(false);
    for (byte[] property : properties) {
      all.bytes(property);
    }
    return new BytesBuilder(false)
        .u32(4)
        .u32(all.size())
        .u32(5)
        .text("GNU")
        .bytes(all.build())
        .build();
  }

  private static ElfFile file(int machine, byte[] note) {
    return ElfBuilder.shared(machine)
        .part(".note.gnu.property", Section.NOTE, 2, 0x200, note)
        .read();
  }
}
