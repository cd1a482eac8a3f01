package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.verifier.disassemblers.Lockstep.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Reads what disassemblers print, line by line, without a string for each. */
final class Lines {

  /** Receives what a line says of an instruction. */
  interface Sink {
    /**
     * @param address where the line says that it is, or -1 if it does not
     * @param length in bytes
     */
    void instruction(long address, int length, boolean known, Text text) throws IOException;
  }

  /** What stands in a text that shows what would be an instruction if it were not invalid. */
  private static final byte[][] DOUBTS =
      Stream.of("(bad)", "<illegal ", "<undefined>", "??", ",unknown", "undefined (")
          .map(word -> word.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private byte[] line = new byte[256];
  private int length;
  private int at;
  private int end;

  Lines(InputStream in) {
    this.in = in;
  }

  /** Lines of objdump: an address, a colon, bytes or numbers in hex, text. */
  void listing(Sink sink) throws IOException {
    while (next()) {
      int i = 0;
      while (i < length && line[i] == ' ') {
        i++;
      }
      long address = 0;
      int first = i;
      for (; i < length && digit(i) >= 0; i++) {
        address = address << 4 | digit(i);
      }
      if (i > first && i + 1 < length && line[i] == ':' && blank(i + 1)) {
        listed(sink, address, i + 1);
      }
    }
  }

  private void listed(Sink sink, long address, int from) throws IOException {
    int i = from;
    while (i < length && blank(i)) {
      i++;
    }
    int digits = 0;
    for (; i < length; i++) {
      if (digit(i) >= 0) {
        digits++;
      } else if (line[i] != ' ' || i + 1 == length || digit(i + 1) < 0) {
        break;
      }
    }
    while (i < length && blank(i)) {
      i++;
    }
    int last = length;
    while (last > i && blank(last - 1)) {
      last--;
    }
    sink.instruction(address, digits / 2, instruction(i, last), new Text(line, i, last));
  }

  /** Whether the text is an instruction: numbers, and words of doubt, stand for none. */
  private boolean instruction(int from, int to) {
    if (from == to || line[from] < '_' && line[from] != '{') {
      return false;
    }
    for (int i = from; i < to; i++) {
      int c = line[i];
      if ((c == '(' || c == '<' || c == '?' || c == ',' || c == 'u') && doubt(i, to)) {
        return false;
      }
    }
    return true;
  }

  private boolean doubt(int from, int to) {
    for (byte[] word : DOUBTS) {
      if (from + word.length <= to
          && Arrays.equals(line, from, from + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }

  /** Lines of the sweeps in {@code derivation}: bytes in hex, a tab, text or a question mark. */
  void sweep(int stepOverUnknown, Sink sink) throws IOException {
    while (next()) {
      int tab = 0;
      while (tab < length && line[tab] != '\t') {
        tab++;
      }
      boolean known = tab + 1 < length && line[tab + 1] != '?';
      int bytes = known || stepOverUnknown == 0 ? tab / 2 : stepOverUnknown;
      sink.instruction(-1, bytes, known, new Text(line, Math.min(tab + 1, length), length));
    }
  }

  private boolean blank(int i) {
    return line[i] == ' ' || line[i] == '\t';
  }

  private int digit(int i) {
    int c = line[i];
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  private boolean next() throws IOException {
    length = 0;
    while (true) {
      if (at == end) {
        at = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
          return length > 0;
        }
      }
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      if (length + stop - at > line.length) {
        line = Arrays.copyOf(line, (length + stop - at) * 2);
      }
      System.arraycopy(buffer, at, line, length, stop - at);
      length += stop - at;
      boolean whole = stop < end;
      at = whole ? stop + 1 : stop;
      if (whole) {
        return true;
      }
    }
  }
}
