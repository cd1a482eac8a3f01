package dev.plimsoll.runtime.enforce;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * This process's arguments and environment as bytes. Java's strings of them have lost what the
 * locale cannot express.
 */
final class ByteStrings {
  private ByteStrings() {}

  /** The zero-ended strings of a file of /proc. */
  static List<byte[]> read(Path file) throws IOException {
    // Not Files: what that loads takes a millisecond of a supervisor's start.
    try (FileInputStream bytes = new FileInputStream(file.toFile())) {
      return split(bytes.readAllBytes());
    }
  }

  static List<byte[]> arguments() throws IOException {
    return read(Path.of("/proc/self/cmdline"));
  }

  static List<byte[]> environment() throws IOException {
    return read(Path.of("/proc/self/environ"));
  }

  private static List<byte[]> split(byte[] bytes) {
    List<byte[]> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        strings.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      strings.add(Arrays.copyOfRange(bytes, start, bytes.length));
    }
    return strings;
  }
}
