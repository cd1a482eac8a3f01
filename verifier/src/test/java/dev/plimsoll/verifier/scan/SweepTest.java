package dev.plimsoll.verifier.scan;

import static dev.plimsoll.verifier.scan.TinyDecoder.ALPHA;
import static dev.plimsoll.verifier.scan.TinyDecoder.BOTH;
import static dev.plimsoll.verifier.scan.TinyDecoder.DETECT;
import static dev.plimsoll.verifier.scan.TinyDecoder.HINT;
import static dev.plimsoll.verifier.scan.TinyDecoder.PLAIN;
import static dev.plimsoll.verifier.scan.TinyDecoder.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plimsoll.verifier.bytes.BytesBuilder;
import dev.plimsoll.verifier.bytes.MemoryBytes;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import dev.plimsoll.verifier.elf.ElfBuilder;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SweepTest {

  private static final long TEXT = 0x1000;
  private static final int RISCV = 243;
  private static final int POWER = 21;
  private static final int AARCH64 = 183;

  @Test
  void countsInstructionsByFeatureAndFunction() throws IOException {
    byte[] code = code(ALPHA, 9, PLAIN, BOTH, 9, 9, ALPHA, 9, HINT, 9, 9, 9, DETECT, 9, 9, 9, 9);

    ObjectReport report =
        scan(elf(code).function("first", TEXT, 6).function("second", TEXT + 6, code.length - 6));

    assertThat(report.features())
        .containsExactly(new FeatureUse("alpha", 3, 2), new FeatureUse("beta", 1, 1));
    assertThat(report.hints()).containsExactly(new HintUse("landing", 1));
    assertThat(report.detection()).containsExactly(new Detection("cpuid", Optional.empty(), 1));
    assertThat(report.functions())
        .containsExactly(
            new FunctionUse("first", TEXT, 6, List.of("alpha", "beta")),
            new FunctionUse("second", TEXT + 6, code.length - 6, List.of("alpha")));
    assertThat(report.undecodedBytes()).isZero();
    assertThat(report.codeBytes()).isEqualTo(code.length);
  }

  @Test
  void keepsTheAlternativesAndTheFirstPlaces() throws IOException {
    byte[] code = repeat(code(ALPHA, 9), 10);

    Use use = scan(elf(code).function("f", TEXT, 20)).uses().get(0);

    assertThat(use.kind().alternatives()).containsExactly(List.of("alpha"), List.of("omega"));
    assertThat(use.instructions()).isEqualTo(10);
    assertThat(use.firstAddresses()).containsExactly(TEXT, TEXT + 2, TEXT + 4, TEXT + 6);
    assertThat(use.coveredBy("omega"::equals)).isTrue();
    assertThat(use.coveredBy("beta"::equals)).isFalse();
  }

  @Test
  void startsAgainAtEachFunction() throws IOException {
    // The last byte of the first function would swallow the instruction of the second.
    byte[] code = code(PLAIN, BOTH, ALPHA, 9);

    ObjectReport report =
        scan(elf(code).function("first", TEXT, 2).function("second", TEXT + 2, 2));

    assertThat(report.features()).containsExactly(new FeatureUse("alpha", 1, 1));
    assertThat(report.undecodedBytes()).isEqualTo(1);
  }

  @Test
  void attributesCodeToTheInnermostFunction() throws IOException {
    byte[] code = code(ALPHA, 9, ALPHA, 9, ALPHA, 9);

    ObjectReport report = scan(elf(code).function("outer", TEXT, 6).function("inner", TEXT + 2, 2));

    assertThat(report.features()).containsExactly(new FeatureUse("alpha", 3, 2));
    assertThat(report.functions()).extracting(FunctionUse::name).containsExactly("outer", "inner");
  }

  @Test
  void endsAFunctionOfUnknownLengthAtTheNext() throws IOException {
    byte[] code = code(ALPHA, 9, PLAIN, ALPHA, 9);

    ObjectReport report = scan(elf(code).function("a", TEXT, 0).function("b", TEXT + 3, 0));

    assertThat(report.functions())
        .extracting(FunctionUse::name, FunctionUse::size)
        .containsExactly(tuple("a", 3L), tuple("b", 2L));
  }

  @Test
  void namesTheSectionWhereNoFunctionIsKnown() throws IOException {
    byte[] code = code(ALPHA, 9);

    assertThat(scan(elf(code)).functions())
        .containsExactly(new FunctionUse(".text", TEXT, 2, List.of("alpha")));
  }

  @Test
  void namesAFunctionByItsAddressIfOnlyTheEntryIsKnown() throws IOException {
    byte[] code = code(PLAIN, ALPHA, 9);

    assertThat(scan(elf(code).entry(TEXT + 1)).functions())
        .contains(new FunctionUse("sub_1001", TEXT + 1, 2, List.of("alpha")));
  }

  @Test
  void doesNotLetAConstantBetweenFunctionsInventAFeature() throws IOException {
    byte[] code = new byte[200];
    code[100] = BOTH;

    ObjectReport report = scan(elf(code).function("a", TEXT, 95).function("b", TEXT + 110, 90));

    assertThat(report.features()).isEmpty();
    assertThat(report.unreferenced())
        .singleElement()
        .satisfies(
            use -> {
              assertThat(use.kind().features()).containsExactly("alpha", "beta");
              assertThat(use.firstAddresses()).containsExactly(TEXT + 100);
            });
  }

  @Test
  void takesLongStretchesThatDecodeForCodeThatLostItsSymbols() throws IOException {
    byte[] code = new byte[1000];
    code[500] = ALPHA;

    ObjectReport report = scan(elf(code).function("a", TEXT, 450).function("b", TEXT + 600, 400));

    assertThat(report.unreferenced()).isEmpty();
    assertThat(report.functions())
        .containsExactly(new FunctionUse(".text+0x1c2", TEXT + 450, 150, List.of("alpha")));
  }

  @Test
  void keepsApartTheEdgesOfCodeNextToBytesThatDoNotDecode() throws IOException {
    byte[] code = new byte[4096];
    code[1000 - Stretch.EDGE - 1] = ALPHA;
    code[1000 - Stretch.EDGE + 1] = BOTH;
    code[1000] = UNKNOWN;
    code[1000 + Stretch.EDGE] = BOTH;
    code[1001 + Stretch.EDGE + 3] = ALPHA;

    ObjectReport report = scan(elf(code).function("f", TEXT, code.length));

    assertThat(report.features()).containsExactly(new FeatureUse("alpha", 2, 1));
    assertThat(unreferenced(report)).containsExactly(tuple(List.of("alpha", "beta"), 2L));
    assertThat(report.undecodedBytes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"255, 0", "256, 1"})
  void tellsCodeBetweenTablesByItsLength(int length, int used) throws IOException {
    byte[] code = new byte[4096];
    code[1000] = UNKNOWN;
    code[1001 + length / 2] = ALPHA;
    code[1001 + length] = UNKNOWN;

    ObjectReport report = scan(elf(code).function("f", TEXT, code.length));

    assertThat(report.features()).hasSize(used);
    assertThat(unreferenced(report)).hasSize(1 - used);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1000, 0"})
  void takesAShortRunForCodeOnlyWhereCodeIsKnownToBegin(int start, int used) throws IOException {
    byte[] code = new byte[4096];
    code[1000 + 10] = ALPHA;
    code[1000 + 10 + 2 + Stretch.EDGE] = UNKNOWN;
    int second = 1000 + start;

    ObjectReport report =
        scan(elf(code).function("a", TEXT, 1000).function("b", TEXT + second, 4096 - second));

    assertThat(report.features()).hasSize(used);
    assertThat(unreferenced(report)).hasSize(1 - used);
  }

  @Test
  void keepsApartWhatFollowsATableUpToTheNextFunction() throws IOException {
    byte[] code = new byte[4096];
    code[1000] = UNKNOWN;
    code[1000 + Stretch.EDGE + 10] = ALPHA;

    ObjectReport report =
        scan(elf(code).function("a", TEXT, 1200).function("b", TEXT + 1200, 4096 - 1200));

    assertThat(report.features()).isEmpty();
    assertThat(unreferenced(report)).containsExactly(tuple(List.of("alpha"), 1L));
  }

  @Test
  void doesNotCountZerosBeforeTheNextFunctionAsUndecoded() throws IOException {
    ObjectReport report =
        scan(elf(new byte[13]).function("f", TEXT, 12), Optional.of(new TinyDecoder(4)));

    assertThat(report.undecodedBytes()).isZero();
  }

  @Test
  void leavesOutWhatMappingSymbolsCallData() throws IOException {
    byte[] code = new byte[12];
    Arrays.fill(code, 4, 8, UNKNOWN);
    code[5] = ALPHA;

    ObjectReport report =
        scan(
            elf(code)
                .machine(RISCV)
                .function("f", TEXT, 12)
                .symbol("$x", 0, 1, TEXT, 0)
                .symbol("$d", 0, 1, TEXT + 4, 0)
                .symbol("$x", 0, 1, TEXT + 8, 0));

    assertThat(report.features()).isEmpty();
    assertThat(report.undecodedBytes()).isZero();
  }

  @Test
  void keepsToTheAlignmentOfInstructions() throws IOException {
    byte[] code = new byte[16];
    code[4] = ALPHA;

    ObjectReport report =
        scan(elf(code).function("odd", TEXT + 2, 14), Optional.of(new TinyDecoder(4)));

    assertThat(report.uses()).extracting(Use::firstAddresses).containsExactly(List.of(TEXT + 4));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "52, 1, 0", "56, 1, 0", "60, 0, 4", "64, 1, 0"})
  void takesNoPrefixForOneThatLiesAcrossSixtyFourBytes(int at, int used, int undecoded)
      throws IOException {
    BytesBuilder code = new BytesBuilder(false);
    for (int i = 0; i < 40; i++) {
      code.u32(0x60000000);
    }
    byte[] bytes = code.build();
    System.arraycopy(code(0, 0, 0, 6, 1, 0, 0x60, 0x38), 0, bytes, at, 8);

    ObjectReport report =
        scan(
            elf(bytes).machine(POWER).function("f", TEXT, bytes.length),
            Decoders.forArchitecture("ppc64le"));

    assertThat(report.features()).hasSize(used);
    assertThat(report.undecodedBytes()).isEqualTo(undecoded);
  }

  @Test
  void decodesAcrossTheWindowsOfAFile() throws IOException {
    byte[] code = repeat(code(PLAIN, BOTH, 9, 9, DETECT, 9, 9, 9, 9), 100_000);

    ObjectReport report = scan(elf(code).function("f", TEXT, code.length));

    assertThat(report.undecodedBytes()).isZero();
    assertThat(report.features())
        .containsExactly(new FeatureUse("alpha", 100_000, 1), new FeatureUse("beta", 100_000, 1));
    assertThat(report.detection()).extracting(Detection::sites).containsExactly(100_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"getauxval", "__getauxval", "elf_aux_info"})
  void tellsDetectionByImports(String symbol) throws IOException {
    assertThat(scan(elf(code(PLAIN)).imported(symbol).imported("puts")).detection())
        .containsExactly(new Detection("hwcap", Optional.of(symbol), 0));
  }

  @Test
  void saysThatThereIsNoDecoder() throws IOException {
    ObjectReport report = scan(elf(code(ALPHA, 9)).machine(22), Optional.empty());

    assertThat(report.notAnalysed()).contains("there is no decoder for machine-22");
    assertThat(report.codeBytes()).isEqualTo(2);
    assertThat(report.features()).isEmpty();
  }

  @Test
  void decodesEachPartOfAnObjectByTheExtensionsThatItDeclares() throws IOException {
    byte[] macs = HexFormat.of().parseHex("0b95c502".repeat(6));
    ObjectReport report =
        real(
            ElfBuilder.shared(RISCV)
                .code(".text", TEXT, macs)
                .function("f", TEXT, macs.length)
                .symbol("$xrv64gc_xtheadba1p0", 0, 1, TEXT, 0)
                .symbol("$xrv64gc", 0, 1, TEXT + 8, 0)
                .symbol("$x", 0, 1, TEXT + 20, 0));

    assertThat(report.features()).containsExactly(new FeatureUse("xtheadba", 3, 1));
    assertThat(report.undecodedBytes()).isEqualTo(12);
  }

  @Test
  void decodesBigEndianArmWhereItsCodeIsLittleEndian() throws IOException {
    byte[] code = new BytesBuilder(false).u32(0xe710f011L).u32(0xe12fff1eL).build();
    ElfBuilder elf = new ElfBuilder(false, true).machine(40).code(".text", TEXT, code);

    ObjectReport be32 = real(elf);
    ObjectReport be8 = real(elf.flags(0x05800000));

    assertThat(be32.notAnalysed()).contains("there is no decoder for armeb");
    assertThat(be8.architecture()).isEqualTo("arm");
    assertThat(be8.abi()).contains("be8");
    assertThat(be8.declared().abi()).containsExactly("be8", "eabi5");
    assertThat(be8.undecodedBytes()).isZero();
    assertThat(be8.features()).containsExactly(new FeatureUse("idiva", 1, 1));
  }

  private static ObjectReport real(ElfBuilder elf) throws IOException {
    MemoryBytes bytes = new MemoryBytes(elf.build());
    return new ObjectScanner(Decoders::ofObjects, ScanOptions.defaults(), Parts.of(1))
        .scan("x.so", Optional.empty(), (ElfFile) ElfReader.read(bytes), bytes);
  }

  @Test
  void saysWhichDeclaredExtensionsAreDecodedAsOthers() throws IOException {
    ObjectReport report =
        scan(elf(code(PLAIN)).machine(RISCV).symbol("$xrv64gc_zcmp1p0_xfoo", 0, 1, TEXT, 0));

    assertThat(report.declared().isa()).containsExactly("c", "g", "xfoo", "zcmp");
    assertThat(report.problems())
        .containsExactly(
            "declares xfoo, which does not decode",
            "declares zcmp, which takes encodings of zcd; they are decoded as zcd's");
  }

  @ParameterizedTest
  @CsvSource({"40, 16", "4000, 0", "0, 4000", "0, 0"})
  void whatFillsPlacesIsNoSignOfCode(int nops, int zeros) throws IOException {
    int smop4 = 0x80008008;
    BytesBuilder code = new BytesBuilder(false).u32(0xd65f03c0L);
    code.bytes(repeat(new byte[] {0x1f, 0x20, 3, (byte) 0xd5}, nops)).bytes(new byte[zeros * 4]);
    code.u32(1).u32(0).u32(0x8082).u32(smop4).u32(0xffffffffL).u32(smop4).u32(0xffffffffL);
    BytesBuilder real = new BytesBuilder(false).bytes(code.build());
    for (int i = 0; i < 90; i++) {
      real.u32(i == 40 ? smop4 : 0x8b010000L);
    }

    for (BytesBuilder bytes : List.of(code, real)) {
      ObjectReport report =
          scan(
              elf(bytes.build()).machine(AARCH64).function("f", TEXT, 4),
              Decoders.forArchitecture("aarch64"));

      assertThat(report.features())
          .isEqualTo(bytes == code ? List.of() : List.of(new FeatureUse("smesmop4", 1, 1)));
    }
  }

  private static List<Tuple> unreferenced(ObjectReport report) {
    return report.unreferenced().stream()
        .map(use -> tuple(use.kind().features(), use.instructions()))
        .toList();
  }

  private static ElfBuilder elf(byte[] code) {
    return ElfBuilder.shared(62).code(".text", TEXT, code);
  }

  private static ObjectReport scan(ElfBuilder elf) throws IOException {
    return scan(elf, Optional.of(new TinyDecoder(1)));
  }

  private static ObjectReport scan(ElfBuilder elf, Optional<Decoder> decoder) throws IOException {
    MemoryBytes bytes = new MemoryBytes(elf.build());
    ElfFile file = (ElfFile) ElfReader.read(bytes);
    return new ObjectScanner(
            (name, extensions) -> decoder.stream().toList(),
            ScanOptions.defaults().withFunctions(true),
            Parts.of(1))
        .scan("x.so", Optional.empty(), file, bytes);
  }

  private static byte[] code(int... bytes) {
    byte[] code = new byte[bytes.length];
    for (int i = 0; i < code.length; i++) {
      code[i] = (byte) bytes[i];
    }
    return code;
  }

  private static byte[] repeat(byte[] code, int times) {
    byte[] all = new byte[code.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(code, 0, all, i * code.length, code.length);
    }
    return all;
  }
}
