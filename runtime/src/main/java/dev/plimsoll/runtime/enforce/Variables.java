package dev.plimsoll.runtime.enforce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      String entry = variable.getKey() + "=" + variable.getValue();
      result.add(entry.getBytes(StandardCharsets.ISO_8859_1));
    }
    return result;
  }

  /** The variables of an environment, a character for each byte; of two of a name the first. */
  static SortedMap<String, String> of(List<byte[]> environment) {
    TreeMap<String, String> variables = new TreeMap<>();
    for (byte[] entry : environment) {
      String name = name(entry);
      if (!name.isEmpty()) {
        String text = new String(entry, StandardCharsets.ISO_8859_1);
        variables.putIfAbsent(name, text.substring(name.length() + 1));
      }
    }
    return variables;
  }

  private static String name(byte[] entry) {
    String text = new String(entry, StandardCharsets.ISO_8859_1);
    return text.substring(0, Math.max(text.indexOf('='), 0));
  }
}
