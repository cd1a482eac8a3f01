package dev.plimsoll.cli.knobs;

import dev.plimsoll.verifier.bytes.ByteSource;
import dev.plimsoll.verifier.bytes.FileBytes;
import dev.plimsoll.verifier.elf.CodeRange;
import dev.plimsoll.verifier.elf.ElfFile;
import dev.plimsoll.verifier.elf.ElfReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The instructions of some files that QEMU translated, which it does when it is about to execute
 * them: of its log {@code in_asm,strace} the addresses and what was mapped there; the code itself
 * is read from the files.
 */
final class Translated {
  /** What QEMU is asked for. */
  static final String LOG = "in_asm,strace";

  private static final Pattern OPENED =
      Pattern.compile("\\bopen(?:at)?\\((?:AT_FDCWD,)?\"([^\"]+)\".*\\) = (\\d+)$");
  private static final Pattern MAPPED =
      Pattern.compile(
          "\\bmmap\\([^,]+,(\\d+),([^,]*PROT_EXEC[^,]*),[^,]+,(\\d+),(0x[0-9a-f]+|0)\\) = (0x[0-9a-f]+)$");
  private static final Pattern INSTRUCTION = Pattern.compile("^(0x[0-9a-f]+): ");

  /** The longest instruction of the architectures that QEMU stands in for here. */
  private static final int LONGEST = 8;

  private final Path top;
  private final Map<Path, byte[]> wanted = new LinkedHashMap<>();
  private final Map<String, Path> open = new HashMap<>();
  private final List<Range> ranges = new ArrayList<>();
  private final Set<String> found = new LinkedHashSet<>();

  /** Where code of a file is. */
  private record Range(long start, long size, long offset, Path file) {}

  private Translated(Path top) {
    this.top = top;
  }

  /**
   * The bytes of each instruction in hexadecimal.
   *
   * @param top the folder that the program took for its root
   */
  static Set<String> of(Path log, Path top, List<String> files) throws IOException {
    Translated translated = new Translated(top.toRealPath());
    for (String file : files) {
      translated.want(translated.real(file));
    }
    try (Stream<String> lines = Files.lines(log)) {
      lines.forEach(translated::read);
    }
    for (Path file : translated.wanted.keySet()) {
      if (translated.ranges.stream().noneMatch(range -> range.file().equals(file))) {
        throw new IllegalStateException("nothing that ran had " + file);
      }
    }
    return translated.found;
  }

  /** Where a program finds a file that it names, which need not be there. */
  private Path real(String name) throws IOException {
    Path there = Path.of(top + name);
    return Files.exists(there) ? there.toRealPath() : there;
  }

  /** A program that does not say where it wants to be is where its headers say. */
  private void want(Path file) throws IOException {
    wanted.put(file, Files.readAllBytes(file));
    try (ByteSource source = FileBytes.open(file)) {
      if (ElfReader.read(source) instanceof ElfFile elf && elf.type().equals("executable")) {
        for (CodeRange range : elf.code()) {
          ranges.add(new Range(range.address(), range.size(), range.offset(), file));
        }
      }
    }
  }

  private void read(String line) {
    Matcher instruction = INSTRUCTION.matcher(line);
    if (instruction.find()) {
      at(Long.decode(instruction.group(1)));
      return;
    }
    Matcher opened = OPENED.matcher(line);
    if (opened.find()) {
      try {
        open.put(opened.group(2), real(opened.group(1)));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return;
    }
    Matcher mapped = MAPPED.matcher(line);
    Path file = mapped.find() ? open.get(mapped.group(3)) : null;
    if (file != null && wanted.containsKey(file)) {
      ranges.add(
          new Range(
              Long.decode(mapped.group(5)),
              Long.parseLong(mapped.group(1)),
              Long.decode(mapped.group(4)),
              file));
    }
  }

  private void at(long address) {
    for (Range range : ranges) {
      byte[] code = wanted.getOrDefault(range.file(), new byte[0]);
      long offset = address - range.start() + range.offset();
      if (address >= range.start()
          && address < range.start() + range.size()
          && offset < code.length) {
        int from = Math.toIntExact(offset);
        int to = Math.min(from + LONGEST, code.length);
        found.add(HexFormat.of().formatHex(Arrays.copyOfRange(code, from, to)));
      }
    }
  }
}
