package dev.plimsoll.verifier.decode.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Aarch64DecoderTest {
  private static final Decoder DECODER = TableDecoders.of("aarch64");

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "4e284820, aes, aese v0.16b v1.16b",
    "0ee0e020, pmull, pmull v0.1q v1.1d v0.1d",
    "0e20e020, -, pmull v0.8h v1.8b v0.8b",
    "5e000020, sha1, sha1c q0 s1 v0.4s",
    "5e004020, sha2, sha256h q0 q1 v0.4s",
    "ce020020, sha3, eor3 v0.16b v1.16b v2.16b v0.16b",
    "ce628020, sha512, sha512h q0 q1 v2.2d",
    "cec08420, sm4, sm4e v0.4s v1.4s",
    "ce400020, sm3, sm3ss1 v0.4s v1.4s v0.4s v0.4s",
    "f83fd000, ls64, ld64b x0 [x0]",
    "f820b040, ls64_v, st64bv x0 x0 [x2]",
    "9ac23020, pacg, pacga x0 x1 x2",
    "d65f0bff, paca, retaa",
    "1ee02820, fphp, fadd h0 h1 h0",
    "1e602820, -, fadd d0 d1 d0",
    "0e20ec20, asimdfhm, fmlal v0.2s v1.2h v0.2h",
    "04200020, sve, add z0.b z1.b z0.b",
    "c8df7c20, lor, ldlar x0 [x1]",
    "b8bfc020, lrcpc, ldapr w0 [x1]",
    "99400020, ilrcpc, ldapur w0 [x1]",
    "1ac04000, crc32, crc32b w0 w0 w0",
    "f8e00020, atomics, ldaddal x0 x0 [x1]",
  })
  void tellsInstructionsApart(String word, String features, String assembly) {
    assertThat(features(word)).as(assembly).isEqualTo(features);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "d53b2400, rng, mrs x0 rndr",
    "d53b2420, rng, mrs x0 rndrrs",
    "d53b42a0, dit, mrs x0 dit",
    "d503415f, dit, msr dit #1",
    "d51b42c0, ssbs, msr ssbs x0",
    "d503413f, ssbs, msr ssbs #1",
    "d53b42e0, mte, mrs x0 tco",
    "d51b4440, fpmr, msr fpmr x0",
    "d53bd0a0, sme, mrs x0 tpidr2_el0",
    "d503437f, sme, smstart sm",
    "d53b2520, gcs, mrs x0 gcspr_el0",
    "d53bd040, -, mrs x0 tpidr_el0",
    "d53b4400, -, mrs x0 fpcr",
    "d53b0020, -, mrs x0 ctr_el0",
    "d50b7c20, dcpop, dc cvap x0",
    "d50b7d20, dcpodp, dc cvadp x0",
    "d50b7420, -, dc zva x0",
    "d50b7460, mte, dc gva x0",
    "d50b7520, -, ic ivau x0",
    "d50b7380, predres, cfp rctx x0",
    "d50b73c0, predres2, cosp rctx x0",
    "d50b7700, gcs, gcspushm x0",
    "d5033f9f, -, dsb sy",
    "d503323f, xs, dsb oshnxs",
    "d500401f, flagm, cfinv",
    "d500405f, flagm2, axflag",
    "d50330ff, sb, sb",
  })
  void namesWhatASystemOperandNeeds(String word, String features, String assembly) {
    assertThat(features(word)).as(assembly).isEqualTo(features);
  }

  @ParameterizedTest
  @CsvSource({
    "d50320df, dgh",
    "d50320ff, pauth",
    "d503211f, pauth",
    "d503215f, pauth",
    "d503219f, pauth",
    "d50321df, pauth",
    "d503221f, ras",
    "d503223f, spe",
    "d503225f, trf",
    "d503227f, gcs",
    "d50322df, clrbhb",
    "d503231f, pauth",
    "d503233f, pauth",
    "d503235f, pauth",
    "d503237f, pauth",
    "d503239f, pauth",
    "d50323bf, pauth",
    "d50323df, pauth",
    "d50323ff, pauth",
    "d503241f, bti",
    "d503245f, bti",
    "d503249f, bti",
    "d50324df, bti",
    "d50324ff, pauth-lr",
    "d503251f, chk",
    "d503261f, pcdphint",
    "d503263f, pcdphint",
    "d503265f, cmh",
    "d503267f, cmh",
    "d503269f, cmh",
    "f8a14818, rprfm",
    "f9800026, prfmslc",
    "f9800038, pcdphint",
  })
  void keepsHintsApartFromFeatures(String word, String family) {
    InstructionClass found = decode(word).orElseThrow();

    assertThat(found.hint()).contains(family);
    assertThat(found.features()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d503201f",
        "d503203f",
        "d503205f",
        "d503207f",
        "d503209f",
        "d50320bf",
        "d503229f",
        "d5032fff",
        "f9800020"
      })
  void givesBaseHintsNoFamily(String word) {
    assertThat(decode(word))
        .contains(new InstructionClass(List.of(List.of()), Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "d5380600, id_aa64isar0_el1",
    "d5380400, id_aa64pfr0_el1",
    "d5380483, id_aa64zfr0_el1",
    "d5380000, midr_el1"
  })
  void takesReadsOfIdRegistersForDetection(String word, String assembly) {
    InstructionClass found = decode(word).orElseThrow();

    assertThat(found.detection()).as(assembly).contains("idreg");
    assertThat(found.features()).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "0bc00000, add w0 w0 w0 with shift 3",
    "0b008000, add w0 w0 w0 lsl #32",
    "8b207400, add x0 x0 x0 uxtx #5",
    "11800000, add with a shift of 24",
    "12007c00, and w0 w0 with every bit",
    "9240fc00, and x0 x0 with every bit",
    "72c00000, movk w0 lsl #32",
    "08207c01, casp with an odd register",
    "f83fd019, ld64b of x25",
    "a5bf4000, ld1sb with xzr as index",
    "19000420, cpyfp with one register twice",
    "d5233060, tstart, withdrawn"
  })
  void leavesReservedOperandsUndecoded(String word, String what) {
    assertThat(decode(word)).as(what).isEmpty();
  }

  @Test
  void decodesTheWholeHintSpace() {
    for (int hint = 0; hint < 128; hint++) {
      assertThat(decode(0xd503201f | hint << 5)).isPresent();
    }
  }

  @Test
  void readsAtTheOffsetAndNotBeyondTheEnd() {
    byte[] code = {0, 0, 0, (byte) 0x1f, 0x20, 0x03, (byte) 0xd5, 0x1f};

    assertThat(Decoder.length(DECODER.decode(code, 3, 8))).isEqualTo(4);
    assertThat(Decoder.length(DECODER.decode(code, 3, 7))).isEqualTo(4);
    assertThat(DECODER.decode(code, 3, 6)).isEqualTo(Decoder.UNDECODED);
    assertThat(DECODER.decode(code, 8, 8)).isEqualTo(Decoder.UNDECODED);
  }

  @Test
  void describesEachClassOnceWithSortedFeatures() {
    assertThat(DECODER.classes()).doesNotHaveDuplicates();
    for (InstructionClass described : DECODER.classes()) {
      for (List<String> features : described.alternatives()) {
        assertThat(features).isSorted().doesNotHaveDuplicates();
      }
    }
  }

  private String features(String word) {
    return decode(word)
        .map(found -> String.join(",", found.features()))
        .map(features -> features.isEmpty() ? "-" : features)
        .orElse("?");
  }

  private Optional<InstructionClass> decode(String word) {
    return decode(Integer.parseUnsignedInt(word, 16));
  }

  private Optional<InstructionClass> decode(int word) {
    byte[] code = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(word).array();
    int decoded = DECODER.decode(code, 0, 4);
    return decoded == Decoder.UNDECODED
        ? Optional.empty()
        : Optional.of(DECODER.classes().get(Decoder.classIndex(decoded)));
  }
}
