package dev.plimsoll.verifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.plimsoll.verifier.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictJsonTest {

  @Test
  void writesEverythingInOneDocument() throws IOException {
    assertThat(print(Verdicts.mixed())).isEqualTo(Verdicts.expected("mixed.json"));
  }

  @Test
  void writesTheSameBytesForTheSameVerdict() throws IOException {
    assertThat(print(Verdicts.mixed())).isEqualTo(print(Verdicts.mixed()));
  }

  @Test
  void writesWhatAParserReads() throws IOException {
    int findings = 0;
    try (JsonParser json = new JsonFactory().createParser(print(Verdicts.mixed()))) {
      while (json.nextToken() != null) {
        findings += "code".equals(json.currentName()) ? 1 : 0;
      }
    }
    // Each name is current at its own token and at its value's.
    assertThat(findings).isEqualTo(2 * Verdicts.mixed().findings().size());
  }

  @Test
  void tellsHowAnArtifactCameIntoTheBuild() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VerdictJson.write(
        Verdicts.mixed(), Map.of("org.x:zip", List.of("org.y:app:1.0", "org.x:zip")), out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"trail\" : [\n        \"org.y:app:1.0\",\n        \"org.x:zip\"\n      ],");
  }

  private static String print(Verdict verdict) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VerdictJson.write(verdict, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
