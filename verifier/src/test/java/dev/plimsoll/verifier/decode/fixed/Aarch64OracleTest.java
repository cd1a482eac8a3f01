package dev.plimsoll.verifier.decode.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.InstructionClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Compares with what llvm-mc 23 says of 20,899 words. */
class Aarch64OracleTest {
  private static final Decoder DECODER = FixedWidthDecoder.aarch64();

  @Test
  void agreesWithLlvmOnEverySampleButSystemOperands() throws IOException {
    List<String> differences = new ArrayList<>();
    List<Sample> samples = samples();
    for (Sample sample : samples) {
      String found = describe(DECODER.decode(sample.code(), 0, sample.code().length));
      if (!found.equals(sample.alternatives())) {
        differences.add(sample.hex() + " " + sample.record() + " " + found);
      }
    }

    assertThat(samples).hasSize(20_899);
    // LLVM takes MSR PAN, #imm for an instruction of the base ISA.
    assertThat(differences).containsExactly("9f4300d5 MSRpstateImm4 pan");
  }

  private String describe(int decoded) {
    if (decoded == Decoder.UNDECODED) {
      return "!";
    }
    InstructionClass found = DECODER.classes().get(Decoder.classIndex(decoded));
    String alternatives =
        found.alternatives().stream()
            .map(features -> String.join("+", features))
            .collect(Collectors.joining("|"));
    return alternatives.isEmpty() ? "-" : alternatives;
  }

  private static List<Sample> samples() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Aarch64OracleTest.class.getResourceAsStream("aarch64-oracle.tsv.gz")),
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
