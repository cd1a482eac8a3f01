package dev.plimsoll.verifier.disassemblers;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What llvm-mc takes for instructions of one set, with which of its features. */
final class Llvm {

  private static final Pattern FEATURE = Pattern.compile("  ([\\w.-]+) +- .*");
  private static final Pattern INVALID = Pattern.compile(".*:(\\d+):\\d+: warning: invalid.*");

  private final InstructionSet set;
  private final Path program;
  private final Architecture architecture;
  private final Set<String> known = new TreeSet<>();

  Llvm(InstructionSet set, Path tools) throws IOException {
    this.set = set;
    this.program = tools.resolve("llvm-mc");
    this.architecture = IsaCatalog.load().architecture(set.architecture()).orElseThrow();
    boolean features = false;
    for (String line : errors(Path.of("/dev/null"), List.of("--mattr=help"))) {
      features |= line.startsWith("Available features");
      Matcher matcher = FEATURE.matcher(line);
      if (features && matcher.matches()) {
        known.add(matcher.group(1));
      }
    }
    if (known.isEmpty()) {
      throw new IllegalStateException(program + " tells of no features");
    }
  }

  /** The options with which it knows all instructions. */
  List<String> everything() {
    String said = set.everything();
    if (said.startsWith("/")) {
      Pattern names = Pattern.compile(said.substring(1, said.length() - 1));
      return List.of(
          "--mattr=+"
              + String.join(",+", known.stream().filter(f -> names.matcher(f).matches()).toList()));
    }
    return said.isEmpty() ? List.of() : List.of(said);
  }

  /** The options for the base and some features, given with all that they need. */
  List<String> with(Collection<String> features) {
    Set<String> names = new TreeSet<>();
    for (String name : features) {
      Feature feature = architecture.feature(name).orElseThrow();
      feature.aliases().stream().filter(known::contains).forEach(names::add);
      if (known.contains(name)) {
        names.add(name);
      }
    }
    String more = names.isEmpty() ? "" : "+" + String.join(",+", names);
    if (more.isEmpty()) {
      return List.of(set.base());
    }
    return set.base().startsWith("--mattr")
        ? List.of(set.base() + "," + more)
        : List.of(set.base(), "--mattr=" + more);
  }

  /** Which of some instructions, in hex, it takes. */
  BitSet takes(List<String> codes, List<String> options) throws IOException {
    Path input = Files.createTempFile("instructions", "");
    try {
      try (PrintStream out =
          new PrintStream(Files.newOutputStream(input), false, StandardCharsets.US_ASCII)) {
        HexFormat format = HexFormat.ofDelimiter(" ").withPrefix("0x");
        for (String code : codes) {
          out.print('[' + format.formatHex(HexFormat.of().parseHex(code)) + "]\n");
        }
      }
      List<String> all = new ArrayList<>(options);
      all.add("--disassemble");
      BitSet taken = new BitSet();
      taken.set(0, codes.size());
      for (String line : errors(input, all)) {
        Matcher matcher = INVALID.matcher(line);
        if (matcher.matches()) {
          taken.clear(Integer.parseInt(matcher.group(1)) - 1);
        }
      }
      return taken;
    } finally {
      Files.delete(input);
    }
  }

  private List<String> errors(Path input, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--triple=" + set.triple()));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> kept = new ArrayList<>();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("[") && !line.startsWith(" ") || FEATURE.matcher(line).matches()) {
          kept.add(line);
        }
      }
    }
    try {
      int status = process.waitFor();
      // It is 1 where some instruction is invalid.
      if (status != 0 && (status != 1 || kept.isEmpty())) {
        throw new IllegalStateException(command + ": status " + status + " " + kept);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return kept;
  }
}
