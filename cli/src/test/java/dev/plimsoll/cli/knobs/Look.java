package dev.plimsoll.cli.knobs;

import dev.plimsoll.verifier.decode.Decoder;
import dev.plimsoll.verifier.decode.Decoders;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a run is compared. */
sealed interface Look {
  /** Bytes in hexadecimal, alone on a line. */
  Pattern PRINTED = Pattern.compile("(?:[0-9a-f]{2})+");

  /** A piece of code as HotSpot prints it where no disassembler is installed. */
  Pattern COMPILED =
      Pattern.compile(
          "(?ms)^(\\S[^\\n]*?) \\[0x[^\\n]*$[^\\[]*(?:\\[\\d[^\\n]*\\n)?\\[MachCode]$(.*?)^\\[/MachCode]");

  /** The groups of a regular expression in the output. */
  record Text(Pattern pattern) implements Look {
    String in(String output) {
      List<String> found = new ArrayList<>();
      for (Matcher matcher = pattern.matcher(output); matcher.find(); ) {
        found.add(matcher.group(1));
      }
      return found.isEmpty() ? "nothing" : String.join(" ", found);
    }
  }

  /** The features that instructions of one part of the process need which were stepped through. */
  record Stepped(String part) implements Look {}

  /** The features that instructions of some files need which a breakpoint was reached at. */
  record Trapped(List<String> files) implements Look {
    public Trapped {
      files = List.copyOf(files);
    }
  }

  /** The features that the code of functions needs which the component chose. */
  record Selected() implements Look {}

  /** The features that the code needs which HotSpot generates. */
  record Generated() implements Look {}

  /** Whether the kernel saw any thread use AVX-512. */
  record Accounted() implements Look {}

  /**
   * {@code text REGEX}, {@code stepped PART}, {@code trapped FILE...}, {@code selected}, {@code
   * generated} or {@code accounted}.
   */
  static Look of(String cell) {
    String rest = cell.contains(" ") ? cell.substring(cell.indexOf(' ') + 1) : "";
    switch (cell.split(" ", 2)[0]) {
      case "text":
        return new Text(Pattern.compile(rest, Pattern.MULTILINE));
      case "stepped":
        return new Stepped(rest);
      case "trapped":
        return new Trapped(Table.words(rest));
      case "selected":
        return new Selected();
      case "generated":
        return new Generated();
      case "accounted":
        return new Accounted();
      default:
        throw new IllegalStateException("no way to look: " + cell);
    }
  }

  /** The features that code needs: of each line one instruction, or all. */
  static SortedSet<String> printed(String architecture, String output, boolean all) {
    return output
        .lines()
        .filter(line -> PRINTED.matcher(line).matches())
        .map(line -> features(architecture, HexFormat.of().parseHex(line), all))
        .flatMap(SortedSet::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The features that generated code needs, but for the code that asks the processor what it has.
   */
  static SortedSet<String> generated(String architecture, String output) {
    SortedSet<String> found = new TreeSet<>();
    for (Matcher matcher = COMPILED.matcher(output); matcher.find(); ) {
      String code =
          matcher.group(2).replaceAll("(?m)^ *0x[0-9a-f]+:", "").replaceAll("[^0-9a-f]", "");
      if (!matcher.group(1).startsWith("VM_Version::")) {
        found.addAll(features(architecture, HexFormat.of().parseHex(code), true));
      }
    }
    return found;
  }

  private static SortedSet<String> features(String architecture, byte[] code, boolean all) {
    Decoder decoder = Decoders.forArchitecture(architecture).orElseThrow();
    SortedSet<String> found = new TreeSet<>();
    for (int at = 0; at < code.length; ) {
      int decoded = decoder.decode(code, at, code.length);
      if (decoded != Decoder.UNDECODED) {
        found.addAll(decoder.classes().get(Decoder.classIndex(decoded)).features());
      }
      at +=
          decoded == Decoder.UNDECODED
              ? decoder.skip(code, at, code.length)
              : Decoder.length(decoded);
      if (!all) {
        break;
      }
    }
    return found;
  }
}
