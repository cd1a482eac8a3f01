package dev.plimsoll.verifier.decode.x86;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.decode.Decoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares with what XED said of 30,723 instructions (SOURCES.md beside the samples). */
class XedSamplesTest {
  /**
   * Where the decoder is right and XED's answer, as sampled, says something else: with the reason.
   */
  private static final Map<String, String> KNOWN =
      Map.of(
          // A REX2 prefix needs APX whatever follows; XED names the instruction that follows.
          "d50057", "apx_f",
          "d50054", "apx_f",
          "d50052", "apx_f",
          "d5005e", "apx_f",
          "d5005b", "apx_f",
          "d50058", "apx_f",
          // Sampled with a chip that has no WBNOINVD, where it is WBINVD.
          "f30f09", "wbnoinvd");

  private record Sample(String hex, String features) {}

  private final X86Decoder decoder = X86Decoder.x86_64();

  @Test
  void everyLengthIsThatOfXed() throws IOException {
    List<String> different = new ArrayList<>();
    for (Sample sample : samples()) {
      byte[] code = HexFormat.of().parseHex(sample.hex);
      int decoded = decoder.decode(code, 0, code.length);
      if (decoded == Decoder.UNDECODED || Decoder.length(decoded) != code.length) {
        different.add(sample.hex);
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void lengthsDoNotDependOnWhatFollows() throws IOException {
    for (Sample sample : samples()) {
      byte[] code = HexFormat.of().parseHex(sample.hex + "cc".repeat(16));
      int decoded = decoder.decode(code, 0, code.length);
      assertThat(Decoder.length(decoded)).as(sample.hex).isEqualTo(sample.hex.length() / 2);
    }
  }

  @Test
  void nothingDecodesWithItsLastByteMissing() throws IOException {
    for (Sample sample : samples()) {
      byte[] code = HexFormat.of().parseHex(sample.hex);
      assertThat(decoder.decode(code, 0, code.length - 1)).as(sample.hex).isZero();
    }
  }

  @Test
  void featuresAreThoseOfXedButForTheKnownDifferences() throws IOException {
    Map<String, String> different = new TreeMap<>();
    for (Sample sample : samples()) {
      byte[] code = HexFormat.of().parseHex(sample.hex);
      int decoded = decoder.decode(code, 0, code.length);
      String features =
          String.join(",", decoder.classes().get(Decoder.classIndex(decoded)).features());
      if (!features.equals(sample.features)) {
        different.put(sample.hex, features);
      }
    }
    assertThat(different).containsExactlyInAnyOrderEntriesOf(KNOWN);
  }

  private static List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                XedSamplesTest.class.getResourceAsStream("xed-samples.tsv"),
                StandardCharsets.UTF_8))) {
      for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] cells = line.split("\t");
        for (String hex : cells[2].split(" ")) {
          samples.add(new Sample(hex, cells[1].equals("-") ? "" : cells[1]));
        }
      }
    }
    assertThat(samples).hasSize(30_723);
    return samples;
  }
}
