package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.ast.Count;
import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.ast.Text;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Turns the smallest parts of the parse tree into those of the syntax tree. */
final class Leaves {
  private final TokenReader tokens;
  private final Mistakes mistakes;
  private final SourceFile file;

  Leaves(TokenReader tokens, Mistakes mistakes) {
    this.tokens = tokens;
    this.mistakes = mistakes;
    this.file = mistakes.file();
  }

  Span span(ParserRuleContext context) {
    Token start = context.getStart();
    Token stop = context.getStop();
    int end = stop == null ? start.getStopIndex() + 1 : stop.getStopIndex() + 1;
    return Span.between(start.getStartIndex(), Math.max(start.getStartIndex(), end));
  }

  /** The doc comment in front of a declaration. */
  String documentation(ParserRuleContext context) {
    return tokens.documentation(context.getStart().getStartIndex());
  }

  /** Whether the name was there, and not just implied in front of a block. */
  boolean isThere(PolicyParser.NameContext context) {
    return context != null && context.getChildCount() > 0;
  }

  Name name(PolicyParser.NameContext context) {
    Span span = span(context);
    for (ParseTree child : context.children) {
      if (child instanceof TerminalNode leaf && !(child instanceof ErrorNode)) {
        span = TokenNames.span(leaf.getSymbol());
      }
    }
    return name(span);
  }

  Name name(Span span) {
    return new Name(file.text(span), span);
  }

  /** A keyword as the grammar writes it, even where the text misspells it. */
  Name keyword(Token token) {
    return new Name(TokenNames.word(token.getType()), TokenNames.span(token));
  }

  List<Name> names(PolicyParser.NamesContext context) {
    return context.name().stream().map(this::name).toList();
  }

  Text text(TerminalNode leaf) {
    Span span = TokenNames.span(leaf.getSymbol());
    return new Text(Escapes.resolve(file.text(span)), span);
  }

  Count count(PolicyParser.CountContext context) {
    Span span = TokenNames.span(context.INTEGER().getSymbol());
    String digits = file.text(span);
    try {
      return new Count(Integer.parseInt(digits), span);
    } catch (NumberFormatException e) {
      mistakes.add(
          SyntaxCode.NUMBER_TOO_LARGE,
          span,
          "Numbers go up to "
              + Integer.MAX_VALUE
              + "; this one has "
              + digits.length()
              + " digits.");
      return new Count(Integer.MAX_VALUE, span);
    }
  }
}
