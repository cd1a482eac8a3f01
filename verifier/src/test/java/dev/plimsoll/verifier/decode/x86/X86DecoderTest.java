package dev.plimsoll.verifier.decode.x86;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class X86DecoderTest {
  private static final X86Decoder LONG = X86Decoder.x86_64();
  private static final X86Decoder PROTECTED = X86Decoder.i386();

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c5fdfec1               | avx2              | vpaddd ymm0, ymm0, ymm1
          c5f9fec1               | avx               | vpaddd xmm0, xmm0, xmm1
          62f17d48fec1           | avx512f           | vpaddd zmm0, zmm0, zmm1
          62e17d28fec1           | avx512vl          | vpaddd ymm16, ymm0, ymm1
          62f17d48fcc1           | avx512bw          | vpaddb zmm0, zmm0, zmm1
          62e17d28fcc1           | avx512bw,avx512vl | vpaddb ymm16, ymm0, ymm1
          62f2fd4840c1           | avx512dq          | vpmullq zmm0, zmm0, zmm1
          62f2fd0840c1           | avx512dq,avx512vl | vpmullq xmm0, xmm0, xmm1
          62e17e0858c1           | avx512f           | vaddss xmm16, xmm0, xmm1
          c4e26d900488           | avx2              | vpgatherdd ymm0, [rax+ymm1*4], ymm2
          62f27d49900488         | avx512f           | vpgatherdd zmm0{k1}, [rax+zmm1*4]
          c4e27d13c1             | f16c              | vcvtph2ps ymm0, xmm1
          c4e27198c2             | fma               | vfmadd132ps xmm0, xmm1, xmm2
          62f2754850c2           | avx512_vnni       | vpdpbusd zmm0, zmm1, zmm2
          c4e27550c2             | avx_vnni          | {vex} vpdpbusd ymm0, ymm1, ymm2
          c5f892c8               | avx512f           | kmovw k1, eax
          c4e1fb92c8             | avx512bw          | kmovq k1, rax
          62f5744858c2           | avx512_fp16       | vaddph zmm0, zmm1, zmm2
          c4e278f2c1             | bmi1              | andn eax, eax, ecx
          c4e279f7c1             | bmi2              | shlx eax, ecx, eax
          c4e273f5c0             | bmi2              | pdep eax, ecx, eax
          f30fbdc1               | abm               | lzcnt eax, ecx
          f30fbcc1               | bmi1              | tzcnt eax, ecx
          0fbdc1                 | -                 | bsr eax, ecx
          f30fb8c1               | popcnt            | popcnt eax, ecx
          0f38f008               | movbe             | movbe ecx, [rax]
          660f38f6c1             | adx               | adcx eax, ecx
          f30f38f6c1             | adx               | adox eax, ecx
          0f38c8c1               | sha_ni            | sha1nexte xmm0, xmm1
          660f38dcc1             | aes               | aesenc xmm0, xmm1
          c4e279dcc1             | aes,avx           | vaesenc xmm0, xmm0, xmm1
          c4e27ddcc1             | vaes              | vaesenc ymm0, ymm0, ymm1
          62f27d48dcc1           | avx512f,vaes      | vaesenc zmm0, zmm0, zmm1
          660f3a44c100           | pclmulqdq         | pclmulqdq xmm0, xmm1, 0
          c4e37544c200           | vpclmulqdq        | vpclmulqdq ymm0, ymm1, ymm2, 0
          660f38cfc1             | gfni              | gf2p8mulb xmm0, xmm1
          c4e275cfc2             | avx,gfni          | vgf2p8mulb ymm0, ymm1, ymm2
          c4e27849c0             | amx_tile          | tilerelease
          c4e2635eca             | amx_int8          | tdpbssd tmm1, tmm2, tmm3
          480fc708               | cx16              | cmpxchg16b [rax]
          0fc708           | -                 | cmpxchg8b [rax]
          660f3800c1             | ssse3             | pshufb xmm0, xmm1
          f20f12c1               | pni               | movddup xmm0, xmm1
          660f3810c1             | sse4_1            | pblendvb xmm0, xmm1
          f20f38f0c1             | sse4_2            | crc32 eax, cl
          0fc7f0                 | rdrand            | rdrand eax
          f30faed0               | fsgsbase          | wrfsbase eax
          0f01f9                 | rdtscp            | rdtscp
          0f01d0                 | xsave             | xgetbv
          0fa2                   | -                 | cpuid
          f30f1efa               | -                 | endbr64
          f3480f1ec8             | -                 | rdsspq rax
          f3480faee8             | user_shstk        | incsspq rax
          0f1c00                 | -                 | cldemote [rax]
          f30f1b00               | -                 | bndmk bnd0, [rax]
          0f0d08                 | -                 | prefetchw [rax]
          0f1f0400               | -                 | nop dword ptr [rax+rax*1]
          f390                   | -                 | pause
          9f                     | lahf_lm           | lahf
          0f05                   | -                 | syscall
          c4e3f169c320           | fma4              | vfmaddpd xmm0, xmm1, xmm2, xmm3
          8fe97881c1             | xop               | vfrczpd xmm0, xmm1
          0f0fc19e               | 3dnow             | pfadd mm0, mm1
          660f382a00             | sse4_1            | movntdqa xmm0, [rax]
          48b88877665544332211   | -                 | movabs rax, 0x1122334455667788
          a08877665544332211     | -                 | movabs al, [0x1122334455667788]
          66b83412               | -                 | mov ax, 0x1234
          f00fb108               | -                 | lock cmpxchg [rax], ecx
          """)
  void namesFeaturesByWidthAndOperand(String hex, String features, String assembly) {
    assertThat(decode(LONG, hex)).as(assembly).isEqualTo(hex.length() / 2 + " " + features);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          f30f1efa     | ibt           | endbr64
          f30f1efb     | ibt           | endbr32
          f3480f1ec8   | shstk         | rdsspq rax
          0f1c00       | cldemote      | cldemote [rax]
          0f183d00000000 | prefetchi   | prefetchit0 [rip]
          f30f1b00     | mpx           | bndmk bnd0, [rax]
          0f0d08       | 3dnowprefetch | prefetchw [rax]
          """)
  void keepsHintsApartFromFeatures(String hex, String hint, String assembly) {
    InstructionClass found = instructionClass(LONG, hex);
    assertThat(found.hint()).as(assembly).contains(hint);
    assertThat(found.features()).as(assembly).isEmpty();
  }

  @Test
  void marksTheInstructionsThatDetectFeatures() {
    assertThat(instructionClass(LONG, "0fa2").detection()).contains("cpuid");
    assertThat(instructionClass(LONG, "0f01d0").detection()).contains("xgetbv");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          d518890424       | 5 apx_f          | mov [r28], r24d (REX2)
          d5005e           | 3 apx_f          | pop rsi with REX2
          62f4fc1801c8     | 6 apx_nci_ndd_nf | add rax, rax, rcx (new data destination)
          62f9fd48100424   | 7 apx_f,avx512f  | vmovupd zmm0, [r28]
          62f1fd48100424   | 7 avx512f        | vmovupd zmm0, [rsp]
          """)
  void registersBeyondFifteenNeedApx(String hex, String expected, String assembly) {
    assertThat(decode(LONG, hex)).as(assembly).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          f0c3               | LOCK on an instruction that takes none
          f00108c3           | -
          660f38ff           | no such opcode
          06                 | push es, not in 64-bit mode
          66c5f8770000       | VEX after an operand-size prefix
          40c5f877           | VEX after REX
          40d50057           | REX2 after REX
          c4e26d9000         | a gather without a SIB byte
          62f27d48900488     | a gather with k0
          8cf0               | a segment register that does not exist
          8ec8               | a write to CS
          0f20c8             | control register 1
          c57898e1           | mask register 12
          c4625b5cc1         | tile register 8 or above as the destination
          c4c25b5cc1         | as the first source
          c4e21b5cc1         | as the second source
          62f17de8fec1       | zeroing without a mask
          62f17d68fec1       | reserved vector length
          """)
  void whatNoPatternAllowsDoesNotDecode(String hex, String why) {
    if (why.equals("-")) {
      assertThat(decode(LONG, hex)).isEqualTo("3 -");
    } else {
      assertThat(decode(LONG, hex)).as(why).isEqualTo("?");
    }
  }

  @Test
  void fifteenBytesAreTheLimit() {
    assertThat(decode(LONG, "2e".repeat(14) + "90")).isEqualTo("15 -");
    assertThat(decode(LONG, "2e".repeat(15) + "90")).isEqualTo("?");
    assertThat(decode(LONG, "66".repeat(64))).isEqualTo("?");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          06               | 1 -          | push es
          40               | 1 -          | inc eax
          9f               | 1 -          | lahf
          d50a             | 2 -          | aad
          c4c010           | ?            | les with register operand is VEX, cut short
          c40510101010     | 6 -          | les eax, [0x10101010]
          c50510101010     | 6 -          | lds eax, [0x10101010]
          6200             | 2 -          | bound eax, [eax]
          c5fdfec1         | 4 avx2       | vpaddd ymm0, ymm0, ymm1
          62f17d48fec1     | 6 avx512f    | vpaddd zmm0, zmm0, zmm1
          678b4610         | 4 -          | mov eax, [bp+0x10]
          678b061034       | 5 -          | mov eax, [0x3410]
          9a112233445566   | 7 -          | call far 6655:44332211
          669a11223344     | 6 -          | call far 4433:2211
          66e81122         | 4 -          | call with a 16-bit displacement
          a111223344       | 5 -          | mov eax, [0x44332211]
          67a11122         | 4 -          | mov eax, [0x2211]
          f30f1efb         | 4 -          | endbr32
          0f44c1           | 3 cmov       | cmove eax, ecx
          0f58c1           | 3 sse        | addps xmm0, xmm1
          660ffec1         | 4 sse2       | paddd xmm0, xmm1
          0ffec1           | 3 mmx        | paddd mm0, mm1
          0f31             | 2 tsc        | rdtsc
          0fc708           | 3 cx8        | cmpxchg8b [eax]
          0f1f00           | 3 nopl       | nop [eax]
          0f1cca           | 3 nopl       | nop edx, ecx
          62e1554864c1     | 6 avx512bw   | vpcmpgtb k0, zmm5, zmm1, where R' means nothing
          0fb108           | 3 -          | cmpxchg [eax], ecx
          """)
  void decodesThirtyTwoBitMode(String hex, String expected, String assembly) {
    assertThat(decode(PROTECTED, hex)).as(assembly).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void survivesRandomBytes(boolean inLongMode) {
    X86Decoder decoder = inLongMode ? LONG : PROTECTED;
    Random random = new Random(20261122);
    byte[] code = new byte[1 << 16];
    int decoded = 0;
    for (int round = 0; round < 60; round++) {
      random.nextBytes(code);
      for (int offset = 0; offset < code.length; offset++) {
        int end = Math.min(code.length, offset + (offset & 31));
        int answer = decoder.decode(code, offset, end);
        if (answer != Decoder.UNDECODED) {
          decoded++;
          int length = Decoder.length(answer);
          if (length < 1 || length > 15 || offset + length > end) {
            throw new AssertionError("length " + length + " of " + (end - offset));
          }
          if (Decoder.classIndex(answer) >= decoder.classes().size()) {
            throw new AssertionError("class " + Decoder.classIndex(answer));
          }
        }
      }
    }
    assertThat(decoded).isGreaterThan(1_000_000);
  }

  @Test
  void everyPrefixStackInFrontOfEveryOpcodeEnds() {
    int[] prefixes = {0x26, 0x2e, 0x48, 0x66, 0x67, 0xf0, 0xf2, 0xf3, 0xc4, 0xc5, 0x62, 0x8f, 0xd5};
    byte[] code = new byte[32];
    int longest = 0;
    for (int first : prefixes) {
      for (int second : prefixes) {
        for (int opcode = 0; opcode < 0x10000; opcode++) {
          code[0] = (byte) first;
          code[1] = (byte) second;
          code[2] = (byte) (opcode >> 8);
          code[3] = (byte) opcode;
          longest = Math.max(longest, Decoder.length(LONG.decode(code, 0, code.length)));
        }
      }
    }
    assertThat(longest).isBetween(11, 15);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c4e261900c10   | 6 avx2           | vpgatherdd xmm1, [rax+xmm2], xmm3
          c4e261900c08   | ?                | its index into itself
          c4e271900c10   | ?                | its mask
          c4e269900c10   | ?                | its index by itself
          c4e221900c10   | 6 avx2           | with mask xmm11
          62f27d49900c10 | 7 avx512f        | vpgatherdd zmm1{k1}, [rax+zmm2]
          62f27d49900c08 | ?                | its index into itself
          62f27d41900c08 | 7 avx512f        | with index zmm17
          62e27d41900c08 | ?                | its index zmm17 into itself
          62f66e48d6cb   | 6 avx512_fp16    | vfmulcph zmm1, zmm2, zmm3
          62f67648d6cb   | ?                | of its first factor
          62f66e48d6c9   | ?                | of its second factor
          62f66e48d6ca   | 6 avx512_fp16    | of a square
          c4e26b5ec1     | 5 amx_int8       | tdpbssd tmm0, tmm1, tmm2
          c4e2735ec1     | ?                | of a square
          62f474188fc2   | 6 apx_nci_ndd_nf | pop2 rcx, rdx
          62f474188fc1   | ?                | into one register
          """)
  void whatNamesOneRegisterTwiceWhereItMayNotDoesNotDecode(
      String hex, String expected, String name) {
    assertThat(decode(LONG, hex)).isEqualTo(expected);
  }

  private static InstructionClass instructionClass(Decoder decoder, String hex) {
    byte[] code = HexFormat.of().parseHex(hex);
    return decoder.classes().get(Decoder.classIndex(decoder.decode(code, 0, code.length)));
  }

  private static String decode(Decoder decoder, String hex) {
    byte[] code = HexFormat.of().parseHex(hex);
    int decoded = decoder.decode(code, 0, code.length);
    if (decoded == Decoder.UNDECODED) {
      return "?";
    }
    String features =
        String.join(",", decoder.classes().get(Decoder.classIndex(decoded)).features());
    return Decoder.length(decoded) + " " + (features.isEmpty() ? "-" : features);
  }
}
