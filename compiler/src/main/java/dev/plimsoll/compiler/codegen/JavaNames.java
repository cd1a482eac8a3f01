package dev.plimsoll.compiler.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Java identifiers from the language's names, which also allow {@code -}, {@code .} and digits
 * first.
 */
final class JavaNames {
  private static final int LONGEST = 100;

  /** Without case, for that is how some file systems see the class files. */
  private final Set<String> taken = new HashSet<>();

  JavaNames(String... reserved) {
    for (String name : reserved) {
      taken.add(name.toLowerCase(Locale.ROOT));
    }
  }

  /** A type name that no earlier call returned: {@code c8g-line} becomes {@code C8gLine}. */
  String type(String name) {
    StringBuilder camel = new StringBuilder();
    for (String part : parts(name)) {
      camel.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    return unique(camel.toString());
  }

  /** A constant's name: {@code x86-64} becomes {@code X86_64}. */
  static String constant(String name) {
    return startable(String.join("_", parts(name)).toUpperCase(Locale.ROOT));
  }

  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("[-._]", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? List.of("_") : parts;
  }

  private static String startable(String identifier) {
    return Character.isJavaIdentifierStart(identifier.charAt(0)) && !identifier.equals("_")
        ? identifier
        : "_" + identifier;
  }

  private String unique(String identifier) {
    String start = startable(identifier);
    start = start.substring(0, Math.min(start.length(), LONGEST));
    String candidate = start;
    for (int n = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) {
      candidate = start + "_" + n;
    }
    return candidate;
  }
}
