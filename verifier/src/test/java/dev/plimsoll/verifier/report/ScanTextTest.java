package dev.plimsoll.verifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.verifier.scan.ScanReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ScanTextTest {

  @Test
  void writesWhatAPersonAsksFor() throws IOException {
    assertThat(text(ScanReports.everything(), true))
        .isEqualTo(ScanJsonTest.golden("everything.txt"));
  }

  @Test
  void writesTheSameUnderAnyLocale() {
    Locale before = Locale.getDefault();
    try {
      String here = text(ScanReports.everything(), true);
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(text(ScanReports.everything(), true)).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void sumsAnEmptyScanUp() {
    assertThat(text(new ScanReport(List.of(), List.of(), List.of()), false))
        .isEqualTo("0 native objects, 0 bytes of code; 0 skipped; 0 errors\n");
  }

  private static String text(ScanReport report, boolean functions) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ScanText.write(report, functions, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
