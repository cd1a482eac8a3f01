package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads the text of a policy. Whatever the text is, the answer is a tree, diagnostics, or both;
 * each independent mistake is reported once. Time and memory grow linearly with the text, which may
 * have {@value #LARGEST} characters; brackets may nest 64 deep.
 */
public final class PolicyReader {
  /** The most UTF-16 units that a policy may have. */
  public static final int LARGEST = 32 * 1024 * 1024;

  private PolicyReader() {}

  /** Reads one file. */
  public static ParseResult read(SourceFile source) {
    Mistakes mistakes = new Mistakes(source);
    if (source.text().length() > LARGEST) {
      mistakes.add(
          SyntaxCode.FILE_TOO_LARGE,
          new Span(0, 0),
          "The file has "
              + source.text().length()
              + " characters; a policy may have at most "
              + LARGEST
              + ".");
      return new ParseResult(Optional.empty(), mistakes.sorted());
    }
    TokenReader tokens = new TokenReader(mistakes);
    tokens.read();
    if (tokens.isTooDeep()) {
      return new ParseResult(Optional.empty(), mistakes.sorted());
    }
    PolicyFile file = new TreeBuilder(tokens, mistakes).file(parse(tokens, mistakes));
    return new ParseResult(Optional.of(file), mistakes.sorted());
  }

  private static PolicyParser.FileContext parse(TokenReader tokens, Mistakes mistakes) {
    try {
      PolicyParser fast = parser(tokens, PredictionMode.SLL);
      fast.setErrorHandler(new BailErrorStrategy());
      return fast.file();
    } catch (ParseCancellationException e) {
      PolicyParser thorough = parser(tokens, PredictionMode.LL);
      thorough.setErrorHandler(new Recovery(mistakes));
      return thorough.file();
    }
  }

  private static PolicyParser parser(TokenReader tokens, PredictionMode mode) {
    PolicyParser parser =
        new PolicyParser(new CommonTokenStream(new ListTokenSource(tokens.tokens())));
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(mode);
    return parser;
  }
}
