package dev.plimsoll.verifier.elf;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the strings apart that name extensions of RISC-V (ISA Manual, "Naming Conventions"). */
final class IsaReader {

  private static final Pattern BASE = Pattern.compile("rv(?:32|64)(.*)");
  private static final Pattern VERSION = Pattern.compile("\\d+p\\d+$");
  private static final Pattern LETTERS = Pattern.compile("([a-rtuvwy])(?:\\d+p\\d+)?");

  private IsaReader() {}

  /** The extensions of an ISA string such as {@code rv64gc_zba1p0}, without versions. */
  static SortedSet<String> extensions(String isa) {
    SortedSet<String> extensions = new TreeSet<>();
    Matcher base = BASE.matcher(isa.toLowerCase(Locale.ROOT));
    if (!base.matches()) {
      return extensions;
    }
    for (String part : base.group(1).split("_", -1)) {
      String left = part;
      Matcher letter = LETTERS.matcher(left);
      while (letter.lookingAt()) {
        extensions.add(letter.group(1));
        left = left.substring(letter.end());
        letter = LETTERS.matcher(left);
      }
      if (!left.isEmpty()) {
        extensions.add(VERSION.matcher(left).replaceFirst(""));
      }
    }
    return extensions;
  }
}
