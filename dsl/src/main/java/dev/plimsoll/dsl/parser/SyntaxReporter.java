package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says what the parser found and what it expected. */
final class SyntaxReporter {
  private final Mistakes mistakes;
  private final List<Integer> statesAtToken = new ArrayList<>();
  private int token = -1;

  SyntaxReporter(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Notes a state that the parser passes, so that a message can name every way on from here. */
  void remember(Parser parser) {
    int index = parser.getInputStream().index();
    if (index != token) {
      token = index;
      statesAtToken.clear();
    }
    statesAtToken.add(parser.getState());
  }

  void unexpected(Parser parser, Token found, IntervalSet expected) {
    IntervalSet all = alternatives(parser, found, expected);
    if (expected.contains(PolicyParser.STRING)) {
      mistakes.unquoted(found.getStartIndex());
    }
    Diagnostic mistake =
        mistakes.at(
            SyntaxCode.UNEXPECTED,
            place(parser, found),
            "Expected "
                + TokenNames.expected(all, parser.getContext())
                + ", but found "
                + name(found)
                + ".");
    mistakes.add(mistake.withSuggestions(near(found, TokenNames.keywords(all).stream())));
  }

  void missing(Parser parser, Token found, IntervalSet expected) {
    boolean over = Lookahead.startsLine(parser) || found.getType() == PolicyParser.RBRACE;
    IntervalSet likely = over ? expected : alternatives(parser, found, expected);
    mistakes.add(
        SyntaxCode.MISSING,
        behindLast(parser),
        "Expected "
            + TokenNames.expected(likely, parser.getContext())
            + " after "
            + name(parser.getInputStream().LT(-1))
            + ", but found "
            + name(found)
            + ".");
  }

  void unclosed(Parser parser, ParserRuleContext block) {
    Token found = parser.getCurrentToken();
    mistakes.add(
        mistakes
            .at(
                SyntaxCode.UNCLOSED_BLOCK,
                place(parser, found),
                "Expected `}` at the end of the "
                    + name(block.getStart())
                    + " block, but found "
                    + name(found)
                    + ".")
            .withRelated(TokenNames.span(block.getStart()), "the block begins here"));
  }

  void stray(Token found) {
    Span span = TokenNames.span(found);
    if (found.getType() == PolicyParser.RBRACE) {
      mistakes.add(SyntaxCode.UNMATCHED_BRACE, span, "This `}` closes nothing.");
    } else if (found.getType() == PolicyParser.LBRACE) {
      mistakes.add(SyntaxCode.UNEXPECTED, span, "This `{` opens nothing.");
    } else {
      mistakes.add(
          mistakes
              .at(SyntaxCode.UNEXPECTED, span, "This `;` ends nothing.")
              .withHint("A block ends with its `}` alone."));
    }
  }

  void unknown(Parser parser, Block block, int end, List<String> near) {
    Token found = parser.getCurrentToken();
    IntervalSet expected = new IntervalSet();
    block.starters().forEach(expected::add);
    expected.add(end);
    String first = block.named().map(n -> n + " or ").orElse("");
    String message =
        "Expected "
            + first
            + TokenNames.expected(expected, parser.getContext())
            + " "
            + block.title()
            + ", but found "
            + name(found)
            + ".";
    mistakes.add(
        mistakes
            .at(SyntaxCode.UNKNOWN_STATEMENT, TokenNames.span(found), message)
            .withSuggestions(near));
  }

  /** The words that the token may be a misspelling of. */
  List<String> near(Token found, Stream<String> words) {
    return TokenNames.isName(found.getType())
        ? Suggestions.of(TokenNames.text(mistakes.file(), found), words.toList())
        : List.of();
  }

  /** What could have stood here, the ways out of loops that have just ended included. */
  private IntervalSet alternatives(Parser parser, Token found, IntervalSet expected) {
    IntervalSet all = new IntervalSet(expected);
    if (parser.getInputStream().index() == token && found == parser.getCurrentToken()) {
      for (int state : statesAtToken) {
        all.addAll(parser.getATN().nextTokens(parser.getATN().states.get(state)));
      }
    }
    all.remove(Token.EPSILON);
    return all;
  }

  private String name(Token found) {
    return TokenNames.found(mistakes.file(), found);
  }

  private static Span place(Parser parser, Token found) {
    return found.getType() == Token.EOF ? behindLast(parser) : TokenNames.span(found);
  }

  private static Span behindLast(Parser parser) {
    Token last = parser.getInputStream().LT(-1);
    return new Span(last == null ? 0 : last.getStopIndex() + 1, 0);
  }
}
