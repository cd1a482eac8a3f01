package dev.plimsoll.runtime.enforce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Environment variables that are meant for the held program and would change the supervisor's JVM:
 * they travel through it under another name.
 */
final class HiddenVariables {
  private static final String PREFIX = "PLIMSOLL_HIDDEN_";

  /**
   * The JVM suspends threads by this signal number instead of SIGUSR2, which the child may want.
   * HotSpot reads it at start ({@code os_linux.cpp}).
   */
  private static final String SUSPEND = "_JAVA_SR_SIGNUM";

  private static final int SUSPEND_SIGNAL = 58;

  private static final List<String> HIDDEN =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", SUSPEND);

  private HiddenVariables() {}

  /** The environment for a supervisor. */
  static List<byte[]> hide(List<byte[]> environment) {
    List<byte[]> hidden = new ArrayList<>();
    for (byte[] bytes : environment) {
      String entry = latin(bytes);
      hidden.add(HIDDEN.contains(name(entry)) ? bytes(PREFIX + entry) : bytes);
    }
    hidden.add(bytes(SUSPEND + "=" + SUSPEND_SIGNAL));
    return hidden;
  }

  /** The environment for the held program, from the supervisor's own. */
  static List<byte[]> restore(List<byte[]> environment) {
    List<byte[]> restored = new ArrayList<>();
    for (byte[] bytes : environment) {
      String entry = latin(bytes);
      if (!entry.equals(SUSPEND + "=" + SUSPEND_SIGNAL)) {
        restored.add(entry.startsWith(PREFIX) ? bytes(entry.substring(PREFIX.length())) : bytes);
      }
    }
    return restored;
  }

  private static String name(String entry) {
    return entry.substring(0, Math.max(entry.indexOf('='), 0));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
