package dev.plimsoll.dsl.format;

import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.parser.ParseResult;
import dev.plimsoll.dsl.parser.PolicyReader;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives a policy its one layout. The layout follows from the words, signs and comments of the text,
 * from which comments share a line with code, and from where blank lines stand; formatting what was
 * formatted changes nothing. Every comment stays between the same two words; only white space at
 * the end of one is lost. The meaning stays as it is, that of doc comments included.
 */
public final class PolicyFormatter {
  private PolicyFormatter() {}

  /** Formats; names stay as written. */
  public static FormatResult format(SourceFile source) {
    return format(source, file -> Map.of());
  }

  /** Formats, and writes canonical names where that cannot change what they refer to. */
  public static FormatResult formatCanonical(SourceFile source, NameMapping names) {
    return format(source, file -> CanonicalNames.of(file, names));
  }

  private static FormatResult format(
      SourceFile source, Function<PolicyFile, Map<Integer, String>> renames) {
    ParseResult read = PolicyReader.read(source);
    Optional<String> text =
        read.file().filter(file -> read.isClean()).map(file -> print(file, renames.apply(file)));
    return new FormatResult(text, read.diagnostics());
  }

  private static String print(PolicyFile file, Map<Integer, String> renames) {
    ItemReader items = new ItemReader(PieceReader.read(file.source(), renames));
    return BlockPrinter.print(items.file());
  }
}
