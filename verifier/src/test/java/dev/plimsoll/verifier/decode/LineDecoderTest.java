package dev.plimsoll.verifier.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDecoderTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void eachLineBecomesTextLengthAndFeatures() throws IOException {
    Optional<LineDecoder.BadLine> bad = decode("c5fdfec1\nC3\nf30f1efa\n06\n62e17d28fcc1\n");

    assertThat(bad).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "c5fdfec1\t4\tavx2\nC3\t1\t-\nf30f1efa\t4\t-\n06\t0\t?\n"
                + "62e17d28fcc1\t6\tavx512bw,avx512vl\n");
  }

  @Test
  void bytesAfterTheFirstInstructionAreNotLookedAt() throws IOException {
    assertThat(decode("c3ffffffffffffffffffffffffffffffffffffff\n")).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("c3ffffffffffffffffffffffffffffffffffffff\t1\t-\n");
  }

  @Test
  void theLastLineNeedsNoLineFeedAndCarriageReturnsAreDropped() throws IOException {
    assertThat(decode("90\r\n  c3")).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("90\t1\t-\nc3\t1\t-\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          90 c3   | not hex: 90 c3
          zz      | not hex: zz
          909     | odd number of hex digits: 909
          \u00e9\u00e9 | not hex: ....
          """)
  void aBadLineIsNamedAndStopsTheStream(String line, String message) throws IOException {
    assertThat(decode("90\n" + line + "\nc3\n")).contains(new LineDecoder.BadLine(2, message));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("90\t1\t-\n");
  }

  @Test
  void anEmptyLineIsNoInstruction() throws IOException {
    assertThat(decode("90\n\nc3\n").orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void anEndlessLineIsRefusedInBoundedMemory() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '9';
          }
        };
    assertThat(lineDecoder().decode(endless, OutputStream.nullOutputStream()))
        .contains(new LineDecoder.BadLine(1, "longer than 4096 characters"));
  }

  @Test
  void anAnswerCanBeReadBeforeTheNextLineIsWritten() throws IOException {
    StringBuilder seen = new StringBuilder();
    InputStream conversation =
        new InputStream() {
          private int asked;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            seen.append(out.size()).append(' ');
            asked++;
            if (asked > 2) {
              return -1;
            }
            buffer[offset] = 'c';
            buffer[offset + 1] = '3';
            buffer[offset + 2] = '\n';
            return 3;
          }
        };
    assertThat(lineDecoder().decode(conversation, out)).isEmpty();
    assertThat(seen.toString()).isEqualTo("0 7 14 ");
  }

  @Test
  void noInputIsNoOutput() throws IOException {
    assertThat(decode("")).isEmpty();
    assertThat(out.size()).isZero();
  }

  private Optional<LineDecoder.BadLine> decode(String text) throws IOException {
    return lineDecoder()
        .decode(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out);
  }

  private static LineDecoder lineDecoder() {
    return new LineDecoder(Decoders.forArchitecture("x86_64").orElseThrow());
  }
}
