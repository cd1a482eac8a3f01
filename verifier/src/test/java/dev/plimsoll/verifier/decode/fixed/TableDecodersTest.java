package dev.plimsoll.verifier.decode.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableDecodersTest {
  private static final Map<String, Decoder> DECODERS = new TreeMap<>();

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource({
    "riscv64, 0100, 2, -, nop",
    "riscv64, 3325b520, 4, zba, sh1add a0 a0 a1",
    "riscv64, d7f20200, 4, zve32x, vsetvli t0 t0 e8 m1 tu mu",
    "riscv64, 732010c0, 4, zicntr, rdtime zero",
    "riscv64, f32500c2, 4, zve32x, csrr a1 vl",
    "riscv64, 73251000, 4, -, csrr a0 fflags",
    "riscv64, 0120, 0, ?, addiw of x0",
    "riscv64, 0b000000, 0, ?, custom-0 which is each vendor's own",
    "riscv64, 1f000000, 0, ?, the beginning of 48 bits",
    "ppc64le, e605417d, 4, darn, darn 10 1",
    "ppc64le, 08004afc, 4, ieee128, xsaddqp 2 10 0",
    "ppc64le, 0000000601006038, 8, arch_3_1, pli 3 1",
    "ppc64le, 00000006, 0, ?, a prefix alone",
    "ppc64le, 1d05007c, 4, htm, tbegin. 0",
    "ppc64le, a602697c, 4, -, mfctr 3",
    "ppc64le, 00000000, 0, ?, zeros",
    "s390x, 07fe, 2, -, br %r14",
    "s390x, b9f81034, 4, distinct-ops, ark %r3 %r4 %r1",
    "s390x, b9f8, 0, ?, half of an instruction",
    "s390x, e70000000044, 6, vx, vgbm %v0 0",
    "s390x, ff0000000000, 0, ?, no instruction",
    "loongarch64, 00000a74, 4, lasx, xvadd.b $xr0 $xr0 $xr0",
    "loongarch64, 00000a70, 4, -, vadd.b $vr0 $vr0 $vr0",
    "loongarch64, c4145c38, 4, lam_bh, amswap.b $a0 $a1 $a2",
    "loongarch64, ffffffff, 0, ?, no instruction",
    "arm-a32, 1eff2fe1, 4, -, bx lr",
    "arm-a32, 440822f2, 4, neon, vadd.i32 q0 q1 q2",
    "arm-a32, 441822f2, 0, ?, vadd.i32 of half a pair",
    "arm-a32, 100080f2, 4, neon, vmov.i32 d0 #0",
    "arm-a32, 11f210e7, 4, idiva, sdiv r0 r1 r2",
    "arm-a32, 420001e1, 4, crc32, crc32b r0 r1 r2",
    "arm-t32, 7047, 2, -, bx lr",
    "arm-t32, 22ef4408, 4, neon, vadd.i32 q0 q1 q2",
    "arm-t32, 91fbf2f0, 4, idivt, sdiv r0 r1 r2",
    "arm-t32, c1fa82f0, 4, crc32, crc32b r0 r1 r2",
    "arm-t32, 31ee020b, 4, vfp, vadd.f64 d0 d1 d2",
    "arm-t32, 22ef, 0, ?, half of an instruction",
  })
  void tellsLengthAndFeatures(
      String architecture, String hex, int length, String features, String assembly) {
    assertThat(describe(architecture, hex)).as(assembly).isEqualTo(length + " " + features);
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "riscv64, 0f000001, zihintpause, pause",
    "riscv64, 33002000, zihintntl, ntl.p1",
    "riscv64, 0a90, zihintntl, c.ntl.p1",
    "riscv64, 13600500, zicbop, prefetch.i a0",
    "riscv64, 17000000, zicfilp, lpad 0",
    "ppc64le, e405017c, rop-protect, hashchk 0 -512(1)",
    "ppc64le, 780b217c, priority, or 1 1 1",
    "s390x, 07e0, fast-serialization, bcr 14 0",
    "arm-a32, 10f020e3, ras, esb",
    "arm-t32, aff31080, ras, esb",
    "loongarch64, 00007238, dbar, dbar 0",
    "loongarch64, 0000c02a, preld, preld 0 zero 0",
  })
  void keepsHintsApartFromFeatures(
      String architecture, String hex, String family, String assembly) {
    InstructionClass found = found(architecture, hex);

    assertThat(found.hint()).as(assembly).contains(family);
    assertThat(found.features()).isEmpty();
  }

  @Test
  void keepsTheMayBeOperationBeneathAHint() {
    InstructionClass found = found("riscv64", "734010ce");

    assertThat(found.hint()).as("sspush ra").contains("zicfiss");
    assertThat(found.features()).containsExactly("zimop");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"loongarch64, 006c0000, cpucfg", "s390x, b2b00000, stfle", "ppc64le, a6427f7c, pvr"})
  void seesHowProgramsAskForFeatures(String architecture, String hex, String detection) {
    assertThat(found(architecture, hex).detection()).contains(detection);
  }

  @ParameterizedTest
  @CsvSource({"riscv64, 13050000", "ppc64le, 0000000601006038", "s390x, e70000000044"})
  void readsAtTheOffsetAndNotBeyondTheEnd(String architecture, String hex) {
    Decoder decoder = decoder(architecture);
    byte[] code = HexFormat.of().parseHex("ff" + hex + "ffffffffffffffff");
    int length = hex.length() / 2;

    for (int end = 1; end < 1 + length; end++) {
      assertThat(decoder.decode(code, 1, end)).isEqualTo(Decoder.UNDECODED);
    }
    int expected = decoder.decode(code, 1, 1 + length);
    assertThat(Decoder.length(expected)).isEqualTo(length);
    assertThat(decoder.decode(code, 1, code.length)).isEqualTo(expected);
    byte[] alone = Arrays.copyOf(code, 1 + length);
    assertThat(decoder.decode(alone, 1, alone.length)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "riscv64, ffff0000, 4",
    "riscv64, ffff, 2",
    "riscv64, 0000, 2",
    "s390x, ff0000000000, 6",
    "s390x, 00, 1",
    "ppc64le, ffffff07ffffffff, 8",
    "ppc64le, 00000000ffffffff, 4",
    "aarch64, 00000000ffffffff, 4"
  })
  void stepsOverWhatDoesNotDecodeByTheLengthThatItHas(String architecture, String hex, int step) {
    byte[] code = HexFormat.of().parseHex(hex);

    assertThat(decoder(architecture).skip(code, 0, code.length)).isEqualTo(step);
  }

  private static String describe(String architecture, String hex) {
    byte[] code = HexFormat.of().parseHex(hex);
    int decoded = decoder(architecture).decode(code, 0, code.length);
    if (decoded == Decoder.UNDECODED) {
      return "0 ?";
    }
    String features = String.join(",", found(architecture, hex).features());
    return Decoder.length(decoded) + " " + (features.isEmpty() ? "-" : features);
  }

  private static InstructionClass found(String architecture, String hex) {
    byte[] code = HexFormat.of().parseHex(hex);
    int decoded = decoder(architecture).decode(code, 0, code.length);
    assertThat(decoded).as(hex).isNotEqualTo(Decoder.UNDECODED);
    return decoder(architecture).classes().get(Decoder.classIndex(decoded));
  }

  private static Decoder decoder(String architecture) {
    return DECODERS.computeIfAbsent(architecture, TableDecoders::of);
  }
}
