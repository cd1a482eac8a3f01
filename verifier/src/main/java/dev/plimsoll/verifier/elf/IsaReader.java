package dev.plimsoll.verifier.elf;

import dev.plimsoll.verifier.bytes.ByteView;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads which extensions of its instruction set a RISC-V file declares: {@code .riscv.attributes}
 * and ISA strings (RISC-V ELF psABI, "Attributes"; RISC-V ISA Manual, "ISA Extension Naming
 * Conventions").
 */
final class IsaReader {

  private static final String FAMILY = "riscv";
  private static final int ATTRIBUTES = 0x70000003;
  private static final int FILE = 1;
  private static final int ARCH = 5;
  private static final int MOST_CHARACTERS = 4096;
  private static final int MOST_BYTES = 1 << 16;

  private static final Pattern BASE = Pattern.compile("rv(?:32|64)(.*)");
  private static final Pattern VERSION = Pattern.compile("\\d+p\\d+$");
  private static final Pattern LETTERS = Pattern.compile("([a-rtuvwy])(?:\\d+p\\d+)?");

  private IsaReader() {}

  /** The extensions that the file's attributes name; empty if it has none. */
  static SortedSet<String> read(
      ByteView view, Machine machine, List<Section> sections, Problems problems)
      throws IOException {
    SortedSet<String> extensions = new TreeSet<>();
    for (Section s : sections) {
      if (machine.family().equals(FAMILY) && s.type() == ATTRIBUTES) {
        if (view.contains(s.offset(), s.size()) && s.size() <= MOST_BYTES) {
          section(new Cursor(view, s.offset(), s.offset() + s.size()), extensions);
        } else {
          problems.add(
              s.name() + " is not in the file, or very large; its extensions are not known");
        }
        return extensions;
      }
    }
    return extensions;
  }

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

  private static void section(Cursor cursor, SortedSet<String> extensions) throws IOException {
    if (cursor.u8() != 'A') {
      return;
    }
    while (!cursor.failed()) {
      long end = cursor.at() + cursor.u32();
      boolean ours = text(cursor).equals(FAMILY);
      while (ours && !cursor.failed() && cursor.at() < end) {
        long start = cursor.at();
        long tag = cursor.uleb();
        long stop = start + cursor.u32();
        while (tag == FILE && !cursor.failed() && cursor.at() < Math.min(stop, end)) {
          attribute(cursor, extensions);
        }
        cursor.skip(stop - cursor.at());
      }
      cursor.skip(end - cursor.at());
    }
  }

  /** Odd tags have texts, even ones numbers. */
  private static void attribute(Cursor cursor, SortedSet<String> extensions) throws IOException {
    long tag = cursor.uleb();
    if ((tag & 1) == 0) {
      cursor.uleb();
    } else {
      String text = text(cursor);
      if (tag == ARCH) {
        extensions.addAll(extensions(text));
      }
    }
  }

  private static String text(Cursor cursor) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = cursor.u8(); c != 0; c = cursor.u8()) {
      if (text.length() < MOST_CHARACTERS) {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
