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
    "ppc64le, 000020e4, 0, ?, lfdp of a pair that begins with an odd register",
    "ppc64le, 000000e4, 4, -, lfdp 0 0(0)",
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
    "riscv64, 0160, 0, ?, c.lui of 0",
    "riscv64, 73155001, 4, zkr, csrrw a0 seed zero",
    "riscv64, 732570c0, 4, zihpm, csrr a0 hpmcounter7",
    "riscv64, 0f204500, 4, zicboz, cbo.zero (a0)",
    "riscv64, 8160, 2, zcmop, c.mop.1",
    "riscv64, 719d, 2, 'zba,zcb', c.zext.w a0",
    "riscv64, 33c5c508, 4, zbkb, pack a0 a1 a2",
    "riscv64, 3395c50a, 4, zbkc, clmul a0 a1 a2",
    "riscv64, 33a5c50a, 4, zbc, clmulr a0 a1 a2",
    "riscv64, 530518f0, 4, zfa, fli.s fa0 1.0",
    "riscv64, 53f50544, 4, zfhmin, fcvt.h.s fa0 fa1",
    "riscv64, 87700502, 4, zve64x, vle64.v v1 (a0)",
    "riscv64, d7802106, 4, zvkb, vandn.vv v1 v2 v3",
    "riscv64, d720264a, 4, zvbb, vclz.v v1 v2",
    "ppc64le, d61802ec, 4, mma, xvf32gerpp 0 34 35",
    "ppc64le, 00009007de1802ec, 8, mma, pmxvf32ger 0 34 35 0 0",
    "ppc64le, 00001004000040cc, 8, arch_3_1, plxv 34 0 1",
    "ppc64le, 7404837c, 4, arch_3_00, cnttzd 3 4",
    "ppc64le, 08254310, 4, -, vcipher 2 3 4",
    "ppc64le, 1e28647c, 4, -, isel 3 4 5 0",
    "ppc64le, a623607c, 4, htm, mtspr TFHAR 3",
    "s390x, e60000001006, 6, vxe2, vlbrh %v0 0",
    "s390x, ec2800010042, 6, load-store-on-cond-2, lochi %r2 1 8",
    "s390x, e701200030e3, 6, vx, vfadb %v0 %v1 %v2",
    "s390x, e701200020e3, 6, vxe, vfasb %v0 %v1 %v2",
    "s390x, b9380024, 4, sort, sortl %r2 %r4",
    "s390x, b93b0000, 4, nnpa, nnpa",
    "s390x, c01900000005, 6, -, iilf %r1 5",
    "arm-a32, 1eff2fe1, 4, -, bx lr",
    "arm-a32, 440822f2, 4, neon, vadd.i32 q0 q1 q2",
    "arm-a32, 441822f2, 0, ?, vadd.i32 of half a pair",
    "arm-a32, 100080f2, 4, neon, vmov.i32 d0 #0",
    "arm-a32, 11f210e7, 4, idiva, sdiv r0 r1 r2",
    "arm-a32, 420001e1, 4, crc32, crc32b r0 r1 r2",
    "arm-a32, 900002e1, 4, swp, swp r0 r0 [r2]",
    "arm-a32, 700f1dee, 4, -, mrc p15 0 r0 c13 c0 3",
    "arm-a32, 70011dee, 0, ?, mrc of coprocessor 1",
    "arm-a32, 0f0001ee, 0, ?, cdp",
    "arm-a32, d0f0c1e1, 0, ?, ldrd of r15 and r16",
    "arm-a32, 000090e8, 0, ?, ldm of no register",
    "arm-a32, 8f0a62f4, 4, neon, vld1.32 {d16-d17} [r2]",
    "arm-a32, bf0a62f4, 0, ?, vld1.32 aligned to more than there is",
    "arm-a32, 8ffa62f4, 0, ?, vld1.32 {d31-d32} [r2]",
    "arm-a32, 100e9bf3, 0, ?, vcvt with more than 32 bits of fraction",
    "arm-a32, 440c02f2, 4, sha1, sha1c.32 q0 q1 q2",
    "arm-a32, 020ea1f2, 4, pmull, vmull.p64 q0 d1 d2",
    "arm-a32, 800a2fec, 0, ?, vlstm of the M profile",
    "arm-t32, 7047, 2, -, bx lr",
    "arm-t32, 22ef4408, 4, neon, vadd.i32 q0 q1 q2",
    "arm-t32, 91fbf2f0, 4, idivt, sdiv r0 r1 r2",
    "arm-t32, c1fa82f0, 4, crc32, crc32b r0 r1 r2",
    "arm-t32, 31ee020b, 4, vfp, vadd.f64 d0 d1 d2",
    "arm-t32, 08bf, 2, -, it eq",
    "arm-t32, 00ca, 0, ?, ldm of no register",
    "arm-t32, 90e80000, 0, ?, ldm.w of no register",
    "arm-t32, 0ff8011b, 0, ?, a store relative to the program counter",
    "arm-t32, 2ff20100, 0, ?, neither addw nor subw",
    "arm-t32, d1e8af0f, 4, v8, lda r0 [r1]",
    "arm-t32, b0f800f0, 4, mp, pldw [r0]",
    "arm-t32, a0ee810a, 4, vfpv4, vfma.f32 s0 s1 s2",
    "arm-t32, b6ff0107, 4, 'fp16,neon', vcvt.f32.f16 q0 d1",
    "arm-t32, b9eec10b, 4, 'fp-armv8,v8.3a', vjcvt.s32.f64 s0 d1",
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
    "riscv64, 1f0000000000ffff, 6",
    "riscv64, 3f00000000000000ff, 8",
    "riscv64, 3f000000, 4",
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
