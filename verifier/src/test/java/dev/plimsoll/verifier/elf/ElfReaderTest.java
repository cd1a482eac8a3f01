package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ElfReaderTest {

  private static final byte[] SIXTEEN = new byte[16];

  @ParameterizedTest
  @CsvSource({"true,false", "true,true", "false,false", "false,true"})
  void readsBothClassesAndByteOrders(boolean wide, boolean bigEndian) throws IOException {
    ElfFile file =
        new ElfBuilder(wide, bigEndian)
            .machine(22)
            .entry(0x1004)
            .code(".text", 0x1000, SIXTEEN)
            .function("first", 0x1000, 4)
            .symbol("chosen", 10, 1, 0x1008, 8)
            .imported("getauxval")
            .imported("puts@@GLIBC_2.2")
            .read();

    assertThat(file.header().wide()).isEqualTo(wide);
    assertThat(file.header().bigEndian()).isEqualTo(bigEndian);
    assertThat(file.type()).isEqualTo("shared");
    assertThat(file.code())
        .singleElement()
        .satisfies(
            range -> {
              assertThat(range.name()).isEqualTo(".text");
              assertThat(range.address()).isEqualTo(0x1000);
              assertThat(range.size()).isEqualTo(16);
            });
    SymbolTable functions = file.functions();
    assertThat(functions.count()).isEqualTo(2);
    assertThat(functions.name(0)).isEqualTo("first");
    assertThat(functions.address(0)).isEqualTo(0x1000);
    assertThat(functions.size(0)).isEqualTo(4);
    assertThat(functions.indirect(0)).isFalse();
    assertThat(functions.name(1)).isEqualTo("chosen");
    assertThat(functions.indirect(1)).isTrue();
    assertThat(file.imports()).containsExactly("getauxval", "puts");
    assertThat(file.entries()).containsExactly(0x1004L);
    assertThat(file.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "62,true,false,x86_64,",
    "62,false,false,x86_64,x32",
    "3,false,false,i386,",
    "183,true,false,aarch64,",
    "183,true,true,aarch64_be,",
    "40,false,false,arm,",
    "21,true,false,ppc64le,",
    "21,true,true,ppc64,",
    "22,true,true,s390x,",
    "243,true,false,riscv64,",
    "243,false,false,riscv32,",
    "258,true,false,loongarch64,",
    "8,true,false,mips64el,",
    "8,false,true,mips,",
    "4660,true,false,machine-4660,64-bit little-endian",
    "62,true,true,machine-62,64-bit big-endian"
  })
  void namesTheArchitecture(
      int machine, boolean wide, boolean bigEndian, String architecture, String abi) {
    ElfFile file = new ElfBuilder(wide, bigEndian).machine(machine).read();

    assertThat(file.machine().architecture()).isEqualTo(architecture);
    assertThat(file.machine().abi()).isEqualTo(Optional.ofNullable(abi));
  }

  @ParameterizedTest
  @CsvSource({"1,relocatable", "2,executable", "3,shared", "4,core", "65024,type-65024"})
  void namesTheType(int type, String name) {
    assertThat(ElfBuilder.shared(62).type(type).read().type()).isEqualTo(name);
  }

  @Test
  void tellsAnExecutableThatCanBePlacedAnywhereFromALibrary() {
    byte[] flags = new byte[32];
    flags[0] = (byte) 0xfb;
    flags[1] = (byte) 0xff;
    flags[2] = (byte) 0xff;
    flags[3] = 0x6f;
    flags[11] = 0x08;

    ElfFile file =
        ElfBuilder.shared(62)
            .part(".dynamic", Section.DYNAMIC, 3, 0x3000, flags)
            .segment(Segment.DYNAMIC, 6, ".dynamic")
            .read();

    assertThat(file.type()).isEqualTo("pie");
  }

  @Test
  void usesFileOffsetsAsAddressesInRelocatableFiles() {
    ElfFile file =
        ElfBuilder.shared(62)
            .type(1)
            .code(".text.a", 0, SIXTEEN)
            .code(".text.b", 0, SIXTEEN)
            .symbol("b", 2, 2, 4, 8)
            .read();

    assertThat(file.code()).extracting(CodeRange::address).doesNotHaveDuplicates();
    assertThat(file.code().get(1).address()).isEqualTo(file.code().get(1).offset());
    assertThat(file.functions().address(0)).isEqualTo(file.code().get(1).offset() + 4);
  }

  @Test
  void takesExecutableSegmentsWhereThereAreNoSections() {
    ElfFile file =
        ElfBuilder.shared(62)
            .code("text", 0x4000, SIXTEEN)
            .part("data", Section.PROGBITS, 3, 0x5000, SIXTEEN)
            .segment(Segment.LOAD, 5, "text")
            .segment(Segment.LOAD, 6, "data")
            .withoutSectionHeaders()
            .read();

    assertThat(file.code())
        .extracting(CodeRange::name, CodeRange::address, CodeRange::size)
        .containsExactly(tuple("segment 0", 0x4000L, 16L));
  }

  @Test
  void countsBytesThatManySectionsClaimOnce() {
    byte[] file =
        ElfBuilder.shared(62).code("a", 0x1000, SIXTEEN).code("b", 0x2000, SIXTEEN).build();
    ElfFile before = (ElfFile) ElfReader.read(new MemoryBytes(file));
    long first = before.code().get(0).offset();
    int headers = (int) readLong(file, 40);
    writeLong(file, headers + 2 * 64 + 24, first + 8);

    ElfFile after = (ElfFile) ElfReader.read(new MemoryBytes(file));

    assertThat(after.code()).extracting(CodeRange::size).containsExactly(16L, 8L);
    assertThat(after.code().get(1).offset()).isEqualTo(first + 16);
    assertThat(after.code().get(1).address()).isEqualTo(0x2008);
  }

  @Test
  void saysThatCodeIsMissingFromACutFile() {
    byte[] whole =
        ElfBuilder.shared(62)
            .code("text", 0x4000, new byte[64])
            .segment(Segment.LOAD, 5, "text")
            .withoutSectionHeaders()
            .build();

    byte[] cut = Arrays.copyOf(whole, 128 + 32);
    ElfFile file = (ElfFile) ElfReader.read(new MemoryBytes(cut));

    assertThat(file.code()).extracting(CodeRange::size).containsExactly(32L);
    assertThat(file.problems())
        .containsExactly(
            "code in segment 0 at offset 0x80 ends beyond the file: 32 of 64 bytes are there");
  }

  @Test
  void saysThatTheSectionTableIsMissing() {
    byte[] whole = ElfBuilder.shared(62).code("text", 0x4000, new byte[64]).build();

    ElfResult result = ElfReader.read(new MemoryBytes(whole, whole.length - 1));

    assertThat(((ElfFile) result).problems()).singleElement().asString().contains("ignored");
  }

  @ParameterizedTest
  @CsvSource({
    "0,'does not begin with the ELF magic 7f 45 4c 46'",
    "3,'does not begin with the ELF magic 7f 45 4c 46'",
    "4,'ends after 4 bytes, inside the ELF identification'",
    "63,'ends after 63 bytes, inside the ELF header of 64'"
  })
  void saysWhyThereIsNoHeader(int length, String reason) {
    byte[] file = ElfBuilder.shared(62).build();

    assertThat(ElfReader.read(new MemoryBytes(file, length))).isEqualTo(new MalformedElf(reason));
  }

  @Test
  void refusesAnUnknownClassAndByteOrder() {
    byte[] noClass = ElfBuilder.shared(62).build();
    noClass[4] = 3;
    byte[] noOrder = ElfBuilder.shared(62).build();
    noOrder[5] = 0;

    assertThat(reason(noClass))
        .isEqualTo("ELF class 3 at offset 4 is neither 1 (32-bit) nor 2 (64-bit)");
    assertThat(reason(noOrder))
        .isEqualTo("byte order 0 at offset 5 is neither 1 (little) nor 2 (big)");
  }

  @Test
  void answersWithTheReasonWhereTheSourceFails() {
    ByteSource failing =
        new ByteSource() {
          @Override
          public long size() {
            return 1000;
          }

          @Override
          public void read(long offset, byte[] into, int at, int length) throws IOException {
            throw new IOException("disk on fire");
          }

          @Override
          public void close() {}
        };

    assertThat(ElfReader.read(failing)).isEqualTo(new MalformedElf("cannot be read: disk on fire"));
  }

  @Test
  void readsASymbolNameWithoutTerminatorUpToItsTable() throws IOException {
    byte[] file = ElfBuilder.shared(62).code("text", 0, SIXTEEN).function("abcdef", 0, 1).build();
    int headers = (int) readLong(file, 40);
    int strtab = headers + 3 * 64;
    writeLong(file, strtab + 32, 1 + 3);

    ElfFile read = (ElfFile) ElfReader.read(new MemoryBytes(file));

    assertThat(read.functions().name(0)).isEqualTo("abc");
  }

  @Test
  void ignoresASymbolTableOutsideOfTheFile() {
    byte[] file = ElfBuilder.shared(62).code("text", 0, SIXTEEN).function("f", 0, 1).build();
    int headers = (int) readLong(file, 40);
    writeLong(file, headers + 2 * 64 + 32, Long.MAX_VALUE);

    ElfFile read = (ElfFile) ElfReader.read(new MemoryBytes(file));

    assertThat(read.functions().count()).isZero();
    assertThat(read.problems())
        .singleElement()
        .asString()
        .contains("symbol table")
        .contains("ignored");
  }

  @Test
  void takesTheNumberOfSectionsFromTheFirstIfTheHeaderHasNoRoomForIt() {
    byte[] file = ElfBuilder.shared(62).code("text", 0, SIXTEEN).code("more", 64, SIXTEEN).build();
    int headers = (int) readLong(file, 40);
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    writeLong(file, headers + 32, header.getShort(60));
    header.putInt(headers + 40, header.getShort(62));
    header.putShort(60, (short) 0).putShort(62, (short) 0xffff);

    ElfFile read = (ElfFile) ElfReader.read(new MemoryBytes(file));

    assertThat(read.code()).extracting(CodeRange::name).containsExactly("text", "more");
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void stopsReadingUndefinedSymbolsAtALimit() {
    String longName = "n".repeat(4000);
    ElfBuilder elf = ElfBuilder.shared(62);
    for (int i = 0; i < 5000; i++) {
      elf.imported(longName + i);
    }

    ElfFile file = elf.read();

    assertThat(file.imports()).hasSizeBetween(4000, 4500);
    assertThat(file.problems()).singleElement().asString().contains("undefined symbols");
  }

  @Test
  void findsMappingSymbolsInOrder() {
    ElfFile file =
        ElfBuilder.shared(ElfBuilder.AARCH64)
            .code(".text", 0x100, SIXTEEN)
            .symbol("$x", 0, 1, 0x108, 0)
            .symbol("$d.1", 0, 1, 0x104, 0)
            .symbol("$x", 0, 1, 0x100, 0)
            .symbol("$data", 0, 1, 0x102, 0)
            .symbol("$d", 0, 1, 0x108, 0)
            .read();

    List<Long> addresses = new ArrayList<>();
    StringBuilder kinds = new StringBuilder();
    for (int i = 0; i < file.mapping().count(); i++) {
      addresses.add(file.mapping().address(i));
      kinds.append(file.mapping().kind(i));
    }
    assertThat(addresses).containsExactly(0x100L, 0x104L, 0x108L);
    assertThat(kinds.toString()).isEqualTo("xdx");
  }

  @Test
  void dropsTheBitOfASymbolThatChoosesThumb() {
    ElfFile file =
        new ElfBuilder(false, false)
            .machine(40)
            .code(".text", 0x100, SIXTEEN)
            .function("thumb", 0x109, 4)
            .read();

    assertThat(file.functions().address(0)).isEqualTo(0x108);
  }

  private static String reason(byte[] file) {
    return ((MalformedElf) ElfReader.read(new MemoryBytes(file))).reason();
  }

  static long readLong(byte[] file, int at) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
  }

  static void writeLong(byte[] file, int at, long value) {
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
  }
}
