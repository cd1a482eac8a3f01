package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Small files of both classes and byte orders, and damage to them. */
public final class ElfMutants {

  private static final long[] NASTY = {
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0xffff,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -8,
    0x1000,
    64
  };

  private static final String ATTRIBUTES = "A\32\0\0\0riscv\0\1\21\0\0\0\5rv64gc_zcmp\0";

  private ElfMutants() {}

  /** A copy with a few bytes or numbers changed, most of them in headers. */
  public static byte[] mutant(byte[] seed, SplittableRandom random) {
    byte[] mutant = seed.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      // Headers are where the damage is done, and they are at both ends.
      int at =
          switch (random.nextInt(3)) {
            case 0 -> random.nextInt(Math.min(128, mutant.length));
            case 1 -> Math.max(0, mutant.length - 1 - random.nextInt(7 * 64));
            default -> random.nextInt(mutant.length);
          };
      if (random.nextBoolean()) {
        mutant[at] = (byte) random.nextInt();
      } else {
        long value = NASTY[random.nextInt(NASTY.length)];
        int length = 1 << random.nextInt(4);
        for (int k = 0; k < length && at + k < mutant.length; k++) {
          mutant[at + k] = (byte) (value >>> 8 * k);
        }
      }
    }
    return mutant;
  }

  /**
   * One file of everything for each machine that has a decoder, and for each class and byte order.
   */
  public static List<byte[]> seeds() {
    return List.of(
        seed(true, false, 62),
        seed(false, false, 3),
        seed(true, false, 183),
        seed(false, false, 40),
        seed(true, false, 243),
        seed(true, false, 21),
        seed(true, true, 22),
        seed(true, false, 258),
        seed(false, true, 20));
  }

  private static byte[] seed(boolean wide, boolean bigEndian, int machine) {
    BytesBuilder frame = new BytesBuilder(bigEndian).u32(20).u32(0).u8(1).text("zPLR");
    frame.u8(1).u8(0x78).u8(16).u8(4).u8(0xff).u8(0).u8(0x1b).u8(0);
    frame.u32(17).u32(28).u32(0x100).u32(0x20).u32(0).u8(0);
    BytesBuilder note = new BytesBuilder(bigEndian).u32(4).u32(16).u32(5).text("GNU");
    note.u32(0xc0008002L).u32(4).u32(2).u32(0);
    BytesBuilder dynamic = new BytesBuilder(bigEndian);
    dynamic.word(5, wide).word(0x3000, wide).word(6, wide).word(0x1000, wide);
    BytesBuilder index = new BytesBuilder(bigEndian).u32(0x7fffd000L).u32(1).u32(0x7fffd010L);
    BytesBuilder array = new BytesBuilder(bigEndian).word(0x1000, wide).word(0x1010, wide);
    BytesBuilder relocations = new BytesBuilder(bigEndian);
    relocations.word(0x3800, wide).word(8, wide).word(0x1020, wide);
    byte[] code = new byte[256];
    new SplittableRandom(machine).nextBytes(code);
    return new ElfBuilder(wide, bigEndian)
        .machine(machine)
        .entry(0x1000)
        .code(".text", 0x1000, code)
        .part(".eh_frame", Section.PROGBITS, 2, 0x2000, frame.build())
        .part(".debug_frame", Section.PROGBITS, 0, 0, frame.build())
        .part(".note.gnu.property", Section.NOTE, 2, 0x2800, note.build())
        .part(".ARM.exidx", 0x70000001, 2, 0x2c00, index.u32(1).build())
        .part(".dynamic", Section.DYNAMIC, 3, 0x3000, dynamic.build())
        .part(".init_array", 14, 3, 0x3800, array.build())
        .part(".rela.dyn", 4, 2, 0x3c00, relocations.build())
        .part(
            ".riscv.attributes", 0x70000003, 0, 0, ATTRIBUTES.getBytes(StandardCharsets.ISO_8859_1))
        .part(
            ".gnu_debugdata", Section.PROGBITS, 0, 0, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z'})
        .segment(Segment.LOAD, 5, ".text")
        .segment(Segment.DYNAMIC, 6, ".dynamic")
        .function("f", 0x1000, 16)
        .symbol("$d", 0, 1, 0x1020, 0)
        .symbol("$x", 0, 1, 0x1030, 0)
        .imported("getauxval")
        .build();
  }
}
