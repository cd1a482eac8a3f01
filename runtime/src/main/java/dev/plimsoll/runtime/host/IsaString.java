package dev.plimsoll.runtime.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A RISC-V ISA string such as {@code rv64imafdc_zicntr_zba}: the base's width, extensions of one
 * letter, then longer ones, each perhaps with a version (RISC-V ISA manual, naming conventions).
 *
 * <p>Kernels of different age list more or less of what an extension holds by its definition. The
 * extensions of a string are therefore closed with the rows of {@code riscv64-holds.tsv}, which
 * gives the list that the newest kernels print.
 */
final class IsaString {
  private static final Pattern BASE = Pattern.compile("rv64([a-z0-9]*)(?:_([a-z0-9_]*))?");
  private static final Pattern LETTER = Pattern.compile("([a-wy])([0-9]+(p[0-9]+)?)?");
  private static final Pattern VERSION = Pattern.compile("(?<=[a-z])[0-9]+p[0-9]+$");

  /** The first letters of extensions with longer names. */
  private static final String LONG = "xz";

  /** Privilege modes, which old kernels print, and the short form of what is listed besides. */
  private static final Set<String> NO_EXTENSIONS = Set.of("s", "u", "g", "");

  /** Long enough for every extension that there is. */
  private static final int MAX_LENGTH = 1 << 14;

  private static final List<Row> HOLDS = rows();

  private record Row(List<String> together, List<String> held) {}

  private IsaString() {}

  /** The extensions of the first word of a value; empty if that is no 64-bit ISA string. */
  static Optional<Set<String>> extensions(String value) {
    String word = value.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    if (!word.startsWith("rv64") || word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher parts = BASE.matcher(word);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    String letters = parts.group(1);
    Matcher letter = LETTER.matcher(letters);
    int at = 0;
    while (letter.find(at) && letter.start() == at) {
      names.add(letter.group(1));
      at = letter.end();
      if (at < letters.length() && LONG.indexOf(letters.charAt(at)) >= 0) {
        break;
      }
    }
    if (at < letters.length()) {
      names.add(VERSION.matcher(letters.substring(at)).replaceFirst(""));
    }
    if (parts.group(2) != null) {
      for (String name : parts.group(2).split("_", -1)) {
        names.add(VERSION.matcher(name).replaceFirst(""));
      }
    }
    close(names);
    names.removeAll(NO_EXTENSIONS);
    return Optional.of(names);
  }

  /** Adds what extensions hold by their definition. */
  static void close(Set<String> names) {
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Row row : HOLDS) {
        grown |= names.containsAll(row.together()) && names.addAll(row.held());
      }
    }
  }

  private static List<Row> rows() {
    try (InputStream in = IsaString.class.getResourceAsStream("riscv64-holds.tsv")) {
      if (in == null) {
        throw new IllegalStateException("riscv64-holds.tsv is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Row(list(cells[0]), list(cells[1])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> list(String names) {
    return Arrays.asList(names.split(",", -1));
  }
}
