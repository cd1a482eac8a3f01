package dev.plimsoll.runtime.enforce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Environments as the kernel hands them on: {@code NAME=VALUE} in bytes. */
final class Variables {
  private Variables() {}

  /** The environment with these variables in place of those of the same names. */
  static List<byte[]> set(List<byte[]> environment, Map<String, String> variables) {
    List<byte[]> result = new ArrayList<>();
    for (byte[] entry : environment) {
      if (!variables.containsKey(name(entry))) {
        result.add(entry);
      }
    }
    variables.forEach(
        (name, value) -> result.add((name + "=" + value).getBytes(StandardCharsets.UTF_8)));
    return result;
  }

  private static String name(byte[] entry) {
    String text = new String(entry, StandardCharsets.ISO_8859_1);
    return text.substring(0, Math.max(text.indexOf('='), 0));
  }
}
