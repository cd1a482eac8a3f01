package dev.plimsoll.verifier.decode.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.catalog.HintFamily;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what llvm-mc 23 says of instructions; docs/decoding.md says who is right. */
class LlvmOracleTest {

  static List<Arguments> samples() {
    return List.of(
        Arguments.of("aarch64", 20_899, Map.of("MSRpstateImm4: - here pan", 1)),
        Arguments.of(
            "riscv64", 9_772, Map.of("INVALID: ! here zalasr", 59, "INVALID: ! here zicfiss", 26)),
        Arguments.of("loongarch64", 12_061, Map.of()),
        Arguments.of(
            "ppc64le", 7_068, Map.of("INVALID: ! here -", 45, "INVALID: ! here arch_3_00", 1)),
        Arguments.of("s390x", 7_276, Map.of()),
        Arguments.of("arm-a32", 7_772, Map.of("INVALID: ! here swp", 9)),
        Arguments.of(
            "arm-t32",
            1_544,
            Map.of(
                "t2AUT: ! here -",
                1,
                "t2BTI: ! here -",
                1,
                "t2PAC: ! here -",
                1,
                "t2PACBTI: ! here -",
                1)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void agreesWithLlvmOnEverySampleButThese(
      String architecture, int count, Map<String, Integer> expected) throws IOException {
    Decoder decoder = TableDecoders.of(architecture);
    Map<String, String> features = hintFeatures(architecture.split("-", -1)[0]);
    List<Sample> samples = samples(architecture);
    Map<String, Integer> differences = new TreeMap<>();
    for (Sample sample : samples) {
      String found = describe(decoder, sample.code());
      if (!found.equals(sample.alternatives())
          && !hintOf(decoder, sample.code(), features).equals(sample.alternatives())) {
        String difference = sample.record() + ": " + sample.alternatives() + " here " + found;
        differences.merge(difference, 1, Integer::sum);
      }
    }

    assertThat(samples).hasSize(count);
    assertThat(differences).isEqualTo(expected);
  }

  private static String describe(Decoder decoder, byte[] code) {
    int decoded = decoder.decode(code, 0, code.length);
    if (decoded == Decoder.UNDECODED) {
      return "!";
    }
    if (Decoder.length(decoded) != code.length) {
      return "length " + Decoder.length(decoded);
    }
    InstructionClass found = decoder.classes().get(Decoder.classIndex(decoded));
    String alternatives =
        found.alternatives().stream()
            .map(features -> String.join("+", features))
            .collect(Collectors.joining("|"));
    return alternatives.isEmpty() ? "-" : alternatives;
  }

  /**
   * The feature whose hint an instruction is, which is what a source names that does not tell hints
   * from instructions that fault; empty for others.
   */
  private static String hintOf(Decoder decoder, byte[] code, Map<String, String> features) {
    int decoded = decoder.decode(code, 0, code.length);
    return decoded == Decoder.UNDECODED
        ? ""
        : decoder
            .classes()
            .get(Decoder.classIndex(decoded))
            .hint()
            .map(family -> features.getOrDefault(family, ""))
            .orElse("");
  }

  private static Map<String, String> hintFeatures(String architecture) {
    return IsaCatalog.load().architecture(architecture).orElseThrow().hints().stream()
        .filter(family -> family.feature().isPresent())
        .collect(Collectors.toMap(HintFamily::name, family -> family.feature().orElseThrow()));
  }

  private static List<Sample> samples(String architecture) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    LlvmOracleTest.class.getResourceAsStream(architecture + "-oracle.tsv.gz")),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(Sample::of).toList();
    }
  }

  private record Sample(String hex, String record, String alternatives) {
    static Sample of(String line) {
      String[] columns = line.split("\t");
      return new Sample(columns[0], columns[1], columns[2]);
    }

    byte[] code() {
      return HexFormat.of().parseHex(hex);
    }
  }
}
