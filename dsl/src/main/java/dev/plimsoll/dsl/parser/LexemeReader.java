package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.parser.grammar.PolicyLexer;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * Cuts a text into lexemes, comments included, and judges nothing. Memory grows with the text: ask
 * {@link PolicyReader} first whether the text is within bounds.
 */
public final class LexemeReader {
  private LexemeReader() {}

  /** The lexemes in the order of the text. */
  public static List<Lexeme> read(SourceFile file) {
    String text = TokenReader.oneUnitPerCharacter(file.text());
    PolicyLexer lexer = new PolicyLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    List<Lexeme> lexemes = new ArrayList<>();
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      Span span = Span.between(token.getStartIndex(), token.getStopIndex() + 1);
      lexemes.add(new Lexeme(kind(token.getType()), span));
    }
    return lexemes;
  }

  private static Lexeme.Kind kind(int type) {
    return switch (type) {
      case PolicyLexer.COMMENT, PolicyLexer.DOC -> Lexeme.Kind.COMMENT;
      case PolicyLexer.STRING -> Lexeme.Kind.TEXT;
      case PolicyLexer.WILDCARD -> Lexeme.Kind.WORD;
      case PolicyLexer.UNKNOWN, PolicyLexer.MISQUOTED, PolicyLexer.UNTERMINATED ->
          Lexeme.Kind.FOREIGN;
      default -> TokenNames.isName(type) ? Lexeme.Kind.WORD : Lexeme.Kind.SIGN;
    };
  }
}
