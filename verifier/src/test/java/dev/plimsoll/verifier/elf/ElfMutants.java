package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  /** One file of everything for each class and byte order, and one for each machine with more. */
  public static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(other(false, false, 40, 0x70000001, 0x7fffd000));
    seeds.add(other(true, false, 243, 0x70000003, 0x00001a41));
    seeds.add(other(true, false, 21, Section.RELA, 0x3000));
    seeds.add(other(true, true, 22, Section.RELA, 0x3000));
    for (boolean wide : new boolean[] {true, false}) {
      for (boolean bigEndian : new boolean[] {true, false}) {
        BytesBuilder frame = new BytesBuilder(bigEndian).u32(20).u32(0).u8(1).text("zPLR");
        frame.u8(1).u8(0x78).u8(16).u8(4).u8(0xff).u8(0).u8(0x1b).u8(0);
        frame.u32(17).u32(28).u32(0x100).u32(0x20).u32(0).u8(0);
        BytesBuilder note = new BytesBuilder(bigEndian).u32(4).u32(16).u32(5).text("GNU");
        note.u32(0xc0008002L).u32(4).u32(2).u32(0);
        BytesBuilder dynamic = new BytesBuilder(bigEndian);
        dynamic.word(5, wide).word(0x3000, wide).word(6, wide).word(0x1000, wide);
        seeds.add(
            new ElfBuilder(wide, bigEndian)
                .machine(bigEndian ? 183 : 62)
                .entry(0x1000)
                .code(".text", 0x1000, new byte[64])
                .part(".eh_frame", Section.PROGBITS, 2, 0x2000, frame.build())
                .part(".note.gnu.property", Section.NOTE, 2, 0x2800, note.build())
                .part(".dynamic", Section.DYNAMIC, 3, 0x3000, dynamic.build())
                .segment(Segment.LOAD, 5, ".text")
                .segment(Segment.DYNAMIC, 6, ".dynamic")
                .function("f", 0x1000, 16)
                .symbol("$d", 0, 1, 0x1020, 0)
                .imported("getauxval")
                .build());
      }
    }
    return seeds;
  }

  /** A file with random code, initialisers, and a section that its machine has. */
  private static byte[] other(boolean wide, boolean bigEndian, int machine, int type, long first) {
    byte[] code = new byte[512];
    new SplittableRandom(machine).nextBytes(code);
    BytesBuilder data = new BytesBuilder(bigEndian).u32(first);
    data.bytes("\0\0riscv\0\1\21\0\0\0\5rv64gc_zcmp\0".getBytes(StandardCharsets.ISO_8859_1));
    return new ElfBuilder(wide, bigEndian)
        .machine(machine)
        .code(".text", 0x1000, code)
        .part(".special", type, 2, 0x4000, data.build())
        .part(".init_array", 14, 3, 0x3000, new BytesBuilder(bigEndian).u64(0x1101).u64(0).build())
        .part(".gnu_debugdata", Section.PROGBITS, 0, 0, new byte[32])
        .segment(Segment.LOAD, 5, ".text")
        .function("f", 0x1001, 0)
        .function("g", 0x1080, 64)
        .build();
  }
}
