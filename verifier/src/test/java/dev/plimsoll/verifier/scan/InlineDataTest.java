package dev.plimsoll.verifier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.plimsoll.verifier.bytes.BytesBuilder;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.ElfBuilder;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InlineDataTest {

  private static final int ARM = 40;
  private static final int TEXT = 0x1000;
  private static final int THUMB = TEXT | 1;

  @Test
  void setsApartWhatT32CodeLoadsFromBehindItsEnd() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u16(0x4803).u16(0xed9f).u16(0x0b01).u16(0x4770);
    code.u32(0xf3b00300L).u32(0xf3b00300L).u32(0xf3b00300L).u16(0xbf00).u16(0x4770);

    assertThat(kinds(code, THUMB)).isEqualTo("tttttttt" + "dddddddddddd" + "tttt");
  }

  @Test
  void takesAllCodeForWhatAttributesSayIsTheOnlyInstructionSet() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    for (int i = 0; i < 64; i++) {
      code.u32(0xe3a00000L);
    }
    ElfBuilder unsaid = new ElfBuilder(false, false).machine(ARM).code(".text", TEXT, code.build());
    byte[] t32 = {9, 2};
    BytesBuilder ours = new BytesBuilder(false).text("aeabi").u8(1).u32(t32.length + 5).bytes(t32);
    BytesBuilder attributes = new BytesBuilder(false).u8('A').u32(ours.size() + 4);

    assertThat(kinds(unsaid)).isEqualTo("a".repeat(256));
    assertThat(kinds(unsaid.part("", 0x70000003, 0, 0, attributes.bytes(ours.build()).build())))
        .isEqualTo("t".repeat(256));
  }

  @Test
  void setsApartWhatA32CodeLoads() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u32(0xe59f0000L).u32(0xe12fff1eL).u32(0xf3b00300L).u32(0xe12fff1eL);

    assertThat(kinds(code, TEXT)).isEqualTo("aaaaaaaa" + "dddd" + "aaaa");
  }

  @Test
  void doesNotTakeForDataWhatControlPassesInto() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u16(0x4800).u16(0xbf00).u32(0xf3b00300L).u16(0x4770).u16(0xbf00);

    assertThat(kinds(code, THUMB)).isEqualTo("tttttttttttt");
  }

  @Test
  void findsWhatIsLoadedFromBefore() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u16(0x4770).u16(0xbf00).u32(1).u16(0xf85f).u16(0x0008).u16(0x4770).u16(0xbf00);

    assertThat(kinds(code, THUMB)).isEqualTo("tttt" + "dddd" + "tttttttt");
  }

  @ParameterizedTest
  @CsvSource({"0xf000, 4", "0xf010, 8"})
  void setsApartJumpTablesByTheComparisonBeforeThem(int operands, int bytes) throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u16(0x2803).u16(0xe8df).u16(operands);
    for (int entry : new int[] {9, 8, 12, 10}) {
      if (bytes == 4) {
        code.u8(entry);
      } else {
        code.u16(entry);
      }
    }
    code.u16(0x4770).u16(0x4770).u16(0x4770).u16(0x4770).u16(0x4770).u16(0x4770);
    code.u16(0x4770).u16(0x4770).u16(0x4770).u16(0x4770);

    assertThat(kinds(code, THUMB)).startsWith("tttttt" + "d".repeat(bytes) + "tttttttttttt");
  }

  @Test
  void endsAJumpTableWhereTheFirstOfItsTargetsIs() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u16(0xe8df).u16(0xf000).u8(3).u8(5).u8(4).u8(2).u16(0x4770).u16(0x4770).u32(0x47704770);

    assertThat(kinds(code, THUMB)).startsWith("tttt" + "dddd" + "tttt");
  }

  @Test
  void setsApartTablesOfDistances() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u16(0x2801).u16(0xa302).u16(0xf853).u16(0x0020).u16(0x4403).u16(0x4718);
    code.u32(9).u32(-8).u16(0x4770).u16(0x4770);

    assertThat(kinds(code, THUMB)).isEqualTo("tttttttttttt" + "dddddddd" + "tttt");
  }

  @Test
  void setsApartTablesOfDistancesOfA32() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u32(0xe3500001L).u32(0xe28f1004L).u32(0xe7910100L).u32(0xe081f000L);
    code.u32(8).u32(-8).u32(0xe12fff1eL);

    assertThat(kinds(code, TEXT)).isEqualTo("a".repeat(16) + "d".repeat(8) + "aaaa");
  }

  @Test
  void setsApartWhatA64CodeLoads() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u32(0x58000040L).u32(0xd65f03c0L).u32(0x4e284820L).u32(0x4e284820L).u32(0xd65f03c0L);

    assertThat(kinds(shared(ElfBuilder.AARCH64, code), "aarch64"))
        .isEqualTo("aaaaaaaa" + "dddddddd" + "aaaa");
  }

  @Test
  void setsApartTracebackTablesOfPower() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u32(0x4e800020L).u32(0).u8(0).u8(9).u8(0).u8(1).u8(0x80).u8(2).u8(0).u8(0);
    code.u32(0x4e800020L);

    assertThat(kinds(shared(21, code), "ppc64le")).isEqualTo("aaaa" + "dddddddddddd" + "aaaa");
  }

  @Test
  void setsApartJumpTablesOfPower() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u32(0x4e800420L).u32(12).u32(-4).u32(16).u32(0x4e800020L).u32(0x4e800020L);

    assertThat(kinds(shared(21, code), "ppc64le")).isEqualTo("aaaa" + "dddddddddddd" + "aaaaaaaa");
  }

  @Test
  void setsApartWhatPltEntriesOfZLoad() throws IOException {
    BytesBuilder code = new BytesBuilder(true);
    code.u16(0x0d10).u16(0xe310).u16(0x100c).u16(0x0014).u16(0xc0f4).u32(-100).u32(0x18);
    code.u16(0x07fe);
    MemoryBytes bytes =
        new MemoryBytes(
            new ElfBuilder(true, true).machine(22).code(".plt", TEXT + 2, code.build()).build());

    assertThat(kinds(bytes, "s390x")).isEqualTo("a".repeat(14) + "dddd" + "aa");
  }

  @Test
  void obeysMappingSymbols() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u32(0xe12fff1eL).u32(0xf3b00300L).u16(0x4770).u16(0x4770);

    assertThat(
            kinds(
                elf(code, TEXT)
                    .symbol("$a", 0, 1, TEXT, 0)
                    .symbol("$d", 0, 1, TEXT + 4, 0)
                    .symbol("$t", 0, 1, TEXT + 8, 0)))
        .isEqualTo("aaaa" + "dddd" + "tttt");
  }

  @Test
  void takesForCodeWhatMappingSymbolsCallDataWhereControlPassesIntoIt() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    code.u16(0xbf00).u16(0x4408).u32(0x0300f3b0L).u16(0x4770).u16(0xbf00).u32(0xf3b00300L);

    assertThat(
            kinds(
                elf(code, THUMB)
                    .symbol("$t", 0, 1, TEXT, 0)
                    .symbol("$d", 0, 1, TEXT + 4, 0)
                    .symbol("$t", 0, 1, TEXT + 8, 0)
                    .symbol("$d.1", 0, 1, TEXT + 12, 0)))
        .isEqualTo("tttttttttttt" + "dddd");
  }

  @Test
  void tellsInstructionSetsApartWhereNothingSaysWhichItIs() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    for (int i = 0; i < 8; i++) {
      code.u32(0xe0800001L);
    }
    code.u32(0xe12fff1eL);
    for (int i = 0; i < 16; i++) {
      code.u16(0x4408);
    }
    code.u16(0x4770).u16(0xbf00);
    ElfBuilder elf = new ElfBuilder(false, false).machine(ARM).code(".text", TEXT, code.build());

    assertThat(kinds(elf)).isEqualTo("a".repeat(36) + "t".repeat(36));
  }

  @Test
  void takesNothingThatIsLoadedForASignOfAnInstructionSet() throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    for (int i = 0; i < 8; i++) {
      code.u32(0xe59f103cL);
    }
    for (int i = 0; i < 8; i++) {
      code.u32(0xe0800001L);
    }
    code.u32(0xebf4ff66L);
    for (int i = 0; i < 8; i++) {
      code.u32(0xfffff100L + i);
    }
    ElfBuilder elf = new ElfBuilder(false, false).machine(ARM).code(".text", TEXT, code.build());

    assertThat(kinds(elf)).isEqualTo("a".repeat(68) + "d".repeat(32));
  }

  @Test
  void findsInARealObjectNearlyAllThatItsMappingSymbolsSay() throws IOException {
    byte[] object;
    try (InputStream in = Zstd.class.getResourceAsStream("/linux/arm/libzstd-jni-1.5.7-6.so")) {
      object = in.readAllBytes();
    }
    byte[] stripped = withoutSymbols(object);

    String said = kinds(new MemoryBytes(object), "arm");
    String found = kinds(new MemoryBytes(stripped), "arm");

    int hidden = 0;
    int different = 0;
    for (int i = 0; i < said.length(); i++) {
      hidden += said.charAt(i) != 'd' && found.charAt(i) == 'd' ? 1 : 0;
      different += said.charAt(i) != found.charAt(i) ? 1 : 0;
    }
    assertThat(hidden).isZero();
    assertThat(different).isLessThan(said.length() / 400);
    assertThat(counts(stripped)).isEqualTo(counts(object)).isNotEmpty();
  }

  private static Map<String, Long> counts(byte[] object) throws IOException {
    return scan(object).features().stream()
        .collect(Collectors.toMap(FeatureUse::name, FeatureUse::instructions));
  }

  private static ObjectReport scan(byte[] object) throws IOException {
    return new ObjectScanner(Decoders::ofObjects, ScanOptions.defaults(), Parts.of(1))
        .scan("x.so", Optional.empty(), read(new MemoryBytes(object)), new MemoryBytes(object));
  }

  /** The file with its symbol table's section made a section of no type. */
  private static byte[] withoutSymbols(byte[] object) {
    ByteBuffer stripped = ByteBuffer.wrap(object.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int sections = stripped.getInt(32);
    for (int i = 0; i < stripped.getShort(48); i++) {
      int type = sections + i * 40 + 4;
      stripped.putInt(type, stripped.getInt(type) == 2 ? 0 : stripped.getInt(type));
    }
    return stripped.array();
  }

  private static MemoryBytes shared(int machine, BytesBuilder code) {
    return new MemoryBytes(
        ElfBuilder.shared(machine)
            .code(".text", TEXT, code.build())
            .function("f", TEXT, code.size())
            .build());
  }

  private static ElfBuilder elf(BytesBuilder code, long function) {
    return new ElfBuilder(false, false)
        .machine(ARM)
        .code(".text", TEXT, code.build())
        .function("f", function, code.size());
  }

  private static String kinds(BytesBuilder code, long function) throws IOException {
    return kinds(elf(code, function));
  }

  private static String kinds(ElfBuilder elf) throws IOException {
    return kinds(new MemoryBytes(elf.build()), "arm");
  }

  /** A letter for each byte of code: {@code d} for data, else its instruction set. */
  private static String kinds(MemoryBytes bytes, String architecture) throws IOException {
    ElfFile file = read(bytes);
    List<Decoder> decoders = Decoders.ofObjects(architecture, Set.of());
    Marks marks = Marks.of(file, decoders, CodeMap.of(file), bytes);
    StringBuilder kinds = new StringBuilder();
    for (var range : file.code()) {
      char[] all = new char[(int) range.size()];
      Arrays.fill(all, 'a');
      for (int i = 0; i < marks.count(); i++) {
        long from = marks.offset(i) - range.offset();
        if (from >= 0 && from < all.length) {
          Arrays.fill(all, (int) from, all.length, "dat".charAt(marks.kind(i) - Marks.DATA));
        }
      }
      kinds.append(all);
    }
    return kinds.toString();
  }

  private static ElfFile read(MemoryBytes bytes) {
    return (ElfFile) ElfReader.read(bytes);
  }
}
