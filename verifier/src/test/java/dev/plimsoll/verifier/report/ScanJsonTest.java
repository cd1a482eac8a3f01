package dev.plimsoll.verifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.scan.ScanReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ScanJsonTest {

  @Test
  void writesTheSchema() throws IOException {
    assertThat(json(ScanReports.everything(), true)).isEqualTo(golden("everything.json"));
  }

  @Test
  void leavesFunctionsOutUnlessAskedForThem() throws IOException {
    assertThat(json(ScanReports.everything(), false)).doesNotContain("\"functions\" : [");
  }

  @Test
  void writesAnEmptyScan() throws IOException {
    assertThat(json(new ScanReport(List.of(), List.of(), List.of()), true))
        .isEqualToIgnoringWhitespace(
            "{\"schema\": 1, \"objects\": [], \"skipped\": [], \"errors\": []}");
  }

  private static String json(ScanReport report, boolean functions) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ScanJson.write(report, functions, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  static String golden(String name) throws IOException {
    try (InputStream in = ScanJsonTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
