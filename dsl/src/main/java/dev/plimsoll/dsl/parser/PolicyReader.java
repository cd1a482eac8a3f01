package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.ast.PolicyFile;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.Optional;
import org.antlr.v4.runtime.ANTLRErrorStrategy;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads the text of a policy. Whatever the text is, the answer is a tree, diagnostics, or both;
 * each independent mistake is reported once. Time and memory grow linearly with the text, which may
 * have {@value #LARGEST} characters and {@value #MOST_TOKENS} words and signs; brackets may nest 64
 * deep.
 */
public final class PolicyReader {
  /** The most UTF-16 units that a policy may have. */
  public static final int LARGEST = 16 * 1024 * 1024;

  /** The most words, numbers, texts and punctuation marks that a policy may have. */
  public static final int MOST_TOKENS = 4_000_000;

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
    if (tokens.isRefused()) {
      return new ParseResult(Optional.empty(), mistakes.sorted());
    }
    PolicyFile file = parse(tokens, mistakes);
    return new ParseResult(Optional.of(file), mistakes.sorted());
  }

  private static PolicyFile parse(TokenReader tokens, Mistakes mistakes) {
    Mistakes.Mark mark = mistakes.mark();
    try {
      return parse(tokens, mistakes, PredictionMode.SLL, new BailErrorStrategy());
    } catch (ParseCancellationException e) {
      mistakes.reset(mark);
      return parse(tokens, mistakes, PredictionMode.LL, new Recovery(mistakes));
    }
  }

  private static PolicyFile parse(
      TokenReader tokens, Mistakes mistakes, PredictionMode mode, ANTLRErrorStrategy strategy) {
    TreeBuilder builder = new TreeBuilder(tokens, mistakes);
    PolicyParser parser = parser(tokens, mode);
    parser.setErrorHandler(strategy);
    parser.addParseListener(builder);
    parser.file();
    return builder.file();
  }

  private static PolicyParser parser(TokenReader tokens, PredictionMode mode) {
    PolicyParser parser =
        new PolicyParser(new CommonTokenStream(new ListTokenSource(tokens.tokens())));
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(mode);
    return parser;
  }
}
