package dev.plimsoll.verifier.decode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Decodes a stream of lines, each an instruction in hex in memory order, in constant memory.
 *
 * <p>A line {@code c5fdfec1} becomes {@code c5fdfec1 ⇥ 4 ⇥ avx2}: the text, the length in bytes of
 * its first instruction, and the features of that instruction, comma-separated, {@code -} for the
 * base ISA. A line that does not decode becomes {@code text ⇥ 0 ⇥ ?}. Bytes after the first
 * instruction are not looked at. White space around a line is dropped.
 */
public final class LineDecoder {
  /** The most characters in a line; far above the longest instruction. */
  public static final int MAX_LINE = 4096;

  private static final int END = -1;
  private static final byte[] UNDECODED = "\t0\t?\n".getBytes(StandardCharsets.US_ASCII);

  private final Decoder decoder;
  private final byte[][] features;
  private final byte[] line = new byte[MAX_LINE];
  private final byte[] code = new byte[MAX_LINE / 2];

  /**
   * A line that is not an instruction in hex.
   *
   * @param line counted from 1
   * @param message what is wrong with it, in a sentence without a full stop
   */
  public record BadLine(long line, String message) {}

  public LineDecoder(Decoder decoder) {
    this.decoder = decoder;
    this.features = decoder.classes().stream().map(LineDecoder::cell).toArray(byte[][]::new);
  }

  /**
   * Decodes every line of {@code in} to {@code out}, which is flushed before each wait for more
   * input, so that a caller may read an answer before it writes the next line. Stops at the first
   * bad line, with the lines before it written.
   *
   * @return the bad line, if there is one
   */
  public Optional<BadLine> decode(InputStream in, OutputStream out) throws IOException {
    OutputStream sink = new BufferedOutputStream(out, 1 << 16);
    Input source = new Input(in, sink);
    Optional<BadLine> bad = Optional.empty();
    for (long number = 1; bad.isEmpty(); number++) {
      int length = readLine(source);
      if (length == END) {
        break;
      }
      bad = decodeLine(number, length, sink);
    }
    sink.flush();
    return bad;
  }

  /** The length of the next line, {@link #END}, or one more than {@link #MAX_LINE}. */
  private int readLine(Input source) throws IOException {
    int length = 0;
    int b = source.read();
    if (b < 0) {
      return END;
    }
    while (b >= 0 && b != '\n') {
      if (length == MAX_LINE) {
        return MAX_LINE + 1;
      }
      line[length++] = (byte) b;
      b = source.read();
    }
    return length;
  }

  private Optional<BadLine> decodeLine(long number, int length, OutputStream sink)
      throws IOException {
    if (length > MAX_LINE) {
      return Optional.of(new BadLine(number, "longer than " + MAX_LINE + " characters"));
    }
    int start = 0;
    int end = length;
    while (end > start && line[end - 1] <= ' ' && line[end - 1] >= 0) {
      end--;
    }
    while (start < end && line[start] <= ' ' && line[start] >= 0) {
      start++;
    }
    if (start == end) {
      return Optional.of(new BadLine(number, "empty: expected one instruction in hex"));
    }
    int digits = end - start;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(line[start + i], 16);
      if (digit < 0) {
        return Optional.of(new BadLine(number, "not hex: " + text(start, end)));
      }
      code[i / 2] = (byte) (code[i / 2] << 4 | digit);
    }
    if (digits % 2 != 0) {
      return Optional.of(new BadLine(number, "odd number of hex digits: " + text(start, end)));
    }
    sink.write(line, start, end - start);
    int decoded = decoder.decode(code, 0, digits / 2);
    if (decoded == Decoder.UNDECODED) {
      sink.write(UNDECODED);
    } else {
      sink.write('\t');
      sink.write(Integer.toString(Decoder.length(decoded)).getBytes(StandardCharsets.US_ASCII));
      sink.write(features[Decoder.classIndex(decoded)]);
    }
    return Optional.empty();
  }

  /** The line's text for a message: its beginning, with what is not printable ASCII as dots. */
  private String text(int start, int end) {
    StringBuilder text = new StringBuilder();
    for (int i = start; i < Math.min(end, start + 40); i++) {
      text.append(line[i] >= ' ' && line[i] < 0x7f ? (char) line[i] : '.');
    }
    return end - start > 40 ? text + "..." : text.toString();
  }

  private static byte[] cell(InstructionClass instructionClass) {
    List<String> features = instructionClass.features();
    String text = features.isEmpty() ? "-" : String.join(",", features);
    return ("\t" + text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Buffered input that flushes the output before it may have to wait. */
  private static final class Input {
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    Input(InputStream in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    int read() throws IOException {
      if (at == end) {
        out.flush();
        at = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
          return END;
        }
      }
      return buffer[at++] & 0xff;
    }
  }
}
