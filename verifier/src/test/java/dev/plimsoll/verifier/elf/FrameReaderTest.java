package dev.plimsoll.verifier.elf;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.plimsoll.verifier.archive.Unpacker;
import dev.plimsoll.verifier.bytes.BytesBuilder;
import dev.plimsoll.verifier.bytes.Compression;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameReaderTest {

  private static final long SECTION = 0x2000;

  @ParameterizedTest
  @CsvSource({
    "0x00,true", "0x04,true", "0x0c,true", "0x08,true", "0x03,true", "0x0b,true", "0x02,true",
    "0x0a,true", "0x01,true", "0x09,true", "0x1b,true", "0x1c,true", "0x10,true", "0x00,false",
    "0x1b,false", "0x10,false"
  })
  void readsAddressesInEveryEncoding(String encodingText, boolean wide) {
    int encoding = Integer.decode(encodingText);
    BytesBuilder frame = common(encoding, wide);
    long place = SECTION + frame.size() + 8;
    long start = (encoding & 0x70) == 0x10 ? 0x1040 - place : 0x1040;
    BytesBuilder body = new BytesBuilder(false).u32(frame.size() + 4);
    pointer(body, encoding, start, wide);
    pointer(body, encoding, 0x30, wide);
    body.u8(0);

    ElfFile file = file(wide, ".eh_frame", frame.u32(body.size()).bytes(body.build()).build());

    assertThat(frames(file)).containsExactly("1040+30");
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void readsPersonalityAndOtherAugmentations() {
    BytesBuilder body = new BytesBuilder(false).u32(0).u8(1).text("zPLRSB").u8(1).u8(0x78).u8(16);
    body.u8(7).u8(0x9b).u32(1234).u8(0x1b).u8(0x03);
    BytesBuilder frame = new BytesBuilder(false).u32(body.size()).bytes(body.build());
    int at = frame.size();
    frame.u32(13).u32(at + 4).u32(0x1000).u32(0x10).u8(0);

    assertThat(frames(file(true, ".eh_frame", frame.build()))).containsExactly("1000+10");
  }

  @Test
  void goesOnBehindATerminator() {
    BytesBuilder frame = common(0x03, true).u32(0);
    int at = frame.size();
    frame.u32(13).u32(at + 4).u32(0x1000).u32(0x10).u8(0);

    assertThat(frames(file(true, ".eh_frame", frame.build()))).containsExactly("1000+10");
  }

  @ParameterizedTest
  @CsvSource({"true,3", "false,3", "true,4", "false,5"})
  void readsDebugFramesOfBothFormats(boolean extended, int version) {
    BytesBuilder common = new BytesBuilder(false);
    common.word(-1, extended).u8(version).u8(0);
    if (version >= 4) {
      common.u8(8).u8(0);
    }
    common.u8(1).u8(0x78).u8(16);
    BytesBuilder entry = new BytesBuilder(false).word(0, extended).u64(0x1100).u64(0x20);
    BytesBuilder section = new BytesBuilder(false);
    for (BytesBuilder part : List.of(common, entry)) {
      if (extended) {
        section.u32(-1).u64(part.size());
      } else {
        section.u32(part.size());
      }
      section.bytes(part.build());
    }

    assertThat(frames(file(true, ".debug_frame", section.build()))).containsExactly("1100+20");
  }

  @ParameterizedTest
  @CsvSource({".debug_frame,ZLIB,true", ".debug_frame,ZSTD,true", ".debug_frame,ZLIB,false"})
  void readsCompressedSections(String name, Compression how, boolean wide) throws IOException {
    byte[] plain = debugFrame(wide);
    BytesBuilder section = new BytesBuilder(false).u32(how == Compression.ZSTD ? 2 : 1);
    if (wide) {
      section.u32(0);
    }
    section.word(plain.length, wide).word(8, wide).bytes(packed(how, plain));

    ElfFile file = packed(wide, name, 0x800, section.build());

    assertThat(frames(file)).containsExactly("1100+20");
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void readsSectionsThatOldToolsCompressed() throws IOException {
    byte[] plain = debugFrame(true);
    BytesBuilder section = new BytesBuilder(true).bytes("ZLIB".getBytes(StandardCharsets.US_ASCII));
    section.u64(plain.length).bytes(packed(Compression.ZLIB, plain));

    assertThat(frames(packed(true, ".zdebug_frame", 0, section.build())))
        .containsExactly("1100+20");
  }

  @ParameterizedTest
  @CsvSource({"1,becomes more than", "3,its compression is not known", "2,cannot be read"})
  void saysThatASectionIsABombOrNotCompressedAtAll(int how, String reason) throws IOException {
    BytesBuilder section = new BytesBuilder(false).u32(how).u32(0).u64(1 << 24).u64(1);
    section.bytes(packed(Compression.ZLIB, new byte[1 << 24]));

    ElfFile file = packed(true, ".debug_frame", 0x800, section.build());

    assertThat(file.problems())
        .singleElement()
        .asString()
        .startsWith(".debug_frame cannot be read; its functions are not known: ")
        .contains(reason);
  }

  private static byte[] debugFrame(boolean wide) {
    BytesBuilder common = new BytesBuilder(false).u32(-1).u8(3).u8(0).u8(1).u8(0x78).u8(16);
    BytesBuilder section = new BytesBuilder(false).u32(common.size()).bytes(common.build());
    section.u32(wide ? 20 : 12).u32(0).word(0x1100, wide).word(0x20, wide);
    return section.build();
  }

  private static byte[] packed(Compression how, byte[] plain) throws IOException {
    if (how == Compression.ZSTD) {
      return Zstd.compress(plain);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(plain);
    }
    return out.toByteArray();
  }

  private static ElfFile packed(boolean wide, String name, long flags, byte[] section) {
    byte[] bytes =
        new ElfBuilder(wide, false)
            .code(".text", 0x1000, new byte[512])
            .part(name, Section.PROGBITS, flags, 0, section)
            .build();
    return (ElfFile) ElfReader.read(new MemoryBytes(bytes), Unpacker::unpack);
  }

  @ParameterizedTest
  @CsvSource({"0x9b", "0x2b", "0xff", "0x05", "0x0f"})
  void saysThatAnEncodingCannotBeRead(String encoding) {
    BytesBuilder frame = common(Integer.decode(encoding), true);
    int at = frame.size();
    frame.u32(13).u32(at + 4).u32(0x1000).u32(0x10).u8(0);

    ElfFile file = file(true, ".eh_frame", frame.build());

    assertThat(frames(file)).isEmpty();
    assertThat(file.problems())
        .containsExactly(".eh_frame has entries without a readable common entry; ignored");
  }

  @Test
  void keepsWhatIsBeforeDamage() {
    BytesBuilder frame = common(0x03, true);
    int at = frame.size();
    frame.u32(13).u32(at + 4).u32(0x1000).u32(0x10).u8(0).u32(0x7fffffff).u32(1);

    ElfFile file = file(true, ".eh_frame", frame.build());

    assertThat(frames(file)).containsExactly("1000+10");
    assertThat(file.problems()).singleElement().asString().contains("damaged at");
  }

  @Test
  void doesNotFollowAnEntryToACommonEntryOutsideOfTheSection() {
    BytesBuilder frame = new BytesBuilder(false).u32(13).u32(0x7000).u32(0x1000).u32(0x10).u8(0);

    assertThat(frames(file(true, ".eh_frame", frame.build()))).isEmpty();
  }

  /** A common entry (CIE) whose addresses have an encoding. */
  private static BytesBuilder common(int encoding, boolean wide) {
    BytesBuilder body = new BytesBuilder(false).u32(0).u8(1).text("zR").u8(1).u8(0x78).u8(16);
    body.u8(1).u8(encoding).align(wide ? 8 : 4);
    return new BytesBuilder(false).u32(body.size()).bytes(body.build());
  }

  private static void pointer(BytesBuilder out, int encoding, long value, boolean wide) {
    switch (encoding & 0x0f) {
      case 0x01 -> out.u8((value & 0x7f) | 0x80).u8(value >> 7);
      case 0x09 -> out.u8((value & 0x7f) | 0x80).u8((value >> 7) & 0x7f);
      case 0x02, 0x0a -> out.u16(value);
      case 0x03, 0x0b -> out.u32(value);
      case 0x04, 0x0c -> out.u64(value);
      default -> out.word(value, wide);
    }
  }

  private static ElfFile file(boolean wide, String name, byte[] frames) {
    return new ElfBuilder(wide, false)
        .code(".text", 0x1000, new byte[512])
        .part(name, Section.PROGBITS, 2, SECTION, frames)
        .read();
  }

  private static List<String> frames(ElfFile file) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < file.frames().count(); i++) {
      found.add(
          Long.toHexString(file.frames().address(i))
              + "+"
              + Long.toHexString(file.frames().size(i)));
    }
    return found;
  }
}
