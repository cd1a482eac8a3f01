package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.Span;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.WritableToken;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Reports a mistake once and goes on behind it. A statement is the unit: small slips (a missing
 * semicolon, a word too many, a misspelled keyword) are mended in place, everything else gives up
 * the statement that holds it and nothing more.
 */
final class Recovery extends DefaultErrorStrategy {
  /** What may be taken as written where it is missing. */
  private static final Set<Integer> IMPLIED =
      Set.of(
          PolicyParser.SEMI,
          PolicyParser.COLON,
          PolicyParser.COMMA,
          PolicyParser.LPAREN,
          PolicyParser.RPAREN,
          PolicyParser.LBRACE,
          PolicyParser.RBRACE);

  private final Mistakes mistakes;
  private final SyntaxReporter reporter;
  private int skippedLine = -1;
  private OptionalInt surplusBraces = OptionalInt.empty();

  Recovery(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.reporter = new SyntaxReporter(mistakes);
  }

  @Override
  public void sync(Parser parser) {
    reporter.remember(parser);
    ParserRuleContext context = parser.getContext();
    int kind = parser.getATN().states.get(parser.getState()).getStateType();
    if (kind == ATNState.STAR_LOOP_ENTRY || kind == ATNState.STAR_LOOP_BACK) {
      Block.of(context).ifPresent(block -> syncBlock(parser, context, block));
    }
  }

  /** Leaves the parser in front of a statement of the block or of its end. */
  private void syncBlock(Parser parser, ParserRuleContext context, Block block) {
    int end = Block.end(context);
    boolean misplaced = false;
    while (true) {
      int next = parser.getInputStream().LA(1);
      if (next == end || Lookahead.begins(parser, context, block, next)) {
        return;
      }
      boolean outer =
          (Lookahead.startsLine(parser) && Block.startsStatementAround(context, next))
              || (next == PolicyParser.ON && context.getRuleIndex() == PolicyParser.RULE_chain);
      if (next == Token.EOF || outer) {
        if (begin(parser, parser.getCurrentToken())) {
          reporter.unclosed(parser, context);
        }
        throw new UnclosedBlock(parser);
      }
      if (misplaced || isRestOfMistake(parser, context)) {
        // The statements of a block that seems to have ended too early are one mistake.
        beginErrorCondition(parser);
      }
      misplaced |= TokenNames.isKeyword(next);
      boolean stray = next == PolicyParser.SEMI || next == PolicyParser.RBRACE;
      if (stray || (next == PolicyParser.LBRACE && isSurplus(parser, context))) {
        if (begin(parser, parser.getCurrentToken())) {
          reporter.stray(parser.getCurrentToken());
        }
        parser.consume();
      } else if (reportUnknown(parser, block, end)) {
        return;
      } else {
        int start = parser.getCurrentToken().getStartIndex();
        Token last = parser.getInputStream().LT(-1);
        if (misplaced && last != null && last.getType() == PolicyParser.RBRACE) {
          // What the block before lacks may be what stands here.
          mistakes.skip(TokenNames.span(last));
        }
        skipStatement(parser, Statement.BLOCK, 0, true);
        skipped(parser, start);
      }
      goOn(parser);
    }
  }

  /** Whether the brace is one too many and what it encloses belongs to the block around. */
  private boolean isSurplus(Parser parser, ParserRuleContext context) {
    boolean goesOn =
        parser.getInputStream().LA(2) == PolicyParser.RBRACE
            || Lookahead.statementAt(parser, context, 2);
    return goesOn && neverClosed(parser);
  }

  /** Whether the file has more opening braces than closing ones. */
  private boolean neverClosed(Parser parser) {
    if (surplusBraces.isEmpty()) {
      surplusBraces = OptionalInt.of(Lookahead.surplusBraces(parser));
    }
    return surplusBraces.getAsInt() > 0;
  }

  /** Whether the line was already given up, in a block whose statements may hold semicolons. */
  private boolean isRestOfMistake(Parser parser, ParserRuleContext context) {
    boolean nesting =
        context.getRuleIndex() == PolicyParser.RULE_test
            || context.getRuleIndex() == PolicyParser.RULE_file;
    return nesting && parser.getCurrentToken().getLine() == skippedLine;
  }

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    if (!(e instanceof UnclosedBlock)) {
      IntervalSet expected = new IntervalSet();
      if (e instanceof NoViableAltException choice && choice.getDeadEndConfigs() != null) {
        for (ATNConfig config : choice.getDeadEndConfigs()) {
          expected.addAll(parser.getATN().nextTokens(config.state));
        }
      }
      reportUnexpected(parser, e.getOffendingToken(), expected);
    }
  }

  @Override
  public void recover(Parser parser, RecognitionException e) {
    ParserRuleContext context = parser.getContext();
    Statement statement = Statement.of(context).orElse(null);
    if (context.getRuleIndex() == PolicyParser.RULE_file) {
      consumeUntil(parser, IntervalSet.of(Token.EOF));
    } else if (statement == null) {
      throw e;
    } else if (!(e instanceof UnclosedBlock)) {
      int depth = depthSince(parser, context.getStart());
      skipStatement(parser, statement, depth, false);
      skipped(parser, context.getStart().getStartIndex());
      goOn(parser);
    }
  }

  @Override
  public Token recoverInline(Parser parser) {
    IntervalSet expected = getExpectedTokens(parser);
    Token found = parser.getCurrentToken();
    ParserRuleContext context = parser.getContext();
    boolean header = isHeader(context);
    boolean opens = header && expected.contains(PolicyParser.LBRACE);
    if (opens && !Lookahead.startsLine(parser) && Lookahead.statementAt(parser, context, 2)) {
      reportUnexpected(parser, found, expected);
      mistakes.skip(withNameBefore(parser, found));
      parser.consume();
      return implied(parser, PolicyParser.LBRACE);
    }
    if (opens && Lookahead.braceFollows(parser) && !Lookahead.statementFollows(parser, context)) {
      reportUnexpected(parser, found, expected);
      int start = withNameBefore(parser, found).offset();
      while (parser.getInputStream().LA(1) != PolicyParser.LBRACE) {
        parser.consume();
      }
      skipped(parser, start);
      return matched(parser);
    }
    if (header && found.getType() == PolicyParser.LBRACE && !isImplied(expected)) {
      reportUnexpected(parser, found, expected);
      mistakes.skip(nameless(found, context.getParent()));
      return implied(parser, PolicyParser.NAME);
    }
    boolean surplus =
        expected.contains(parser.getInputStream().LA(2))
            && !Lookahead.startsLine(parser)
            && !TokenNames.isKeyword(found.getType())
            && found.getType() != PolicyParser.LBRACE
            && found.getType() != PolicyParser.SEMI
            && (found.getType() != PolicyParser.RBRACE || Lookahead.blockGoesOn(parser, context));
    if (surplus) {
      reportUnexpected(parser, found, expected);
      mistakes.skip(withNameBefore(parser, found));
      parser.consume();
      return matched(parser);
    }
    boolean separator = found.getType() == PolicyParser.SEMI && Lookahead.listingGoesOn(parser);
    if (isImplied(expected) && !separator && Lookahead.fitsBehind(parser, expected)) {
      int type =
          expected.contains(PolicyParser.SEMI) ? PolicyParser.SEMI : expected.getMinElement();
      if (begin(parser, found)) {
        reporter.missing(parser, found, expected);
      }
      if (type == PolicyParser.SEMI) {
        endErrorCondition(parser);
      }
      return implied(parser, type);
    }
    throw new InputMismatchException(parser);
  }

  /** At the end of the file the blocks around are not closed either: that is the same mistake. */
  private void goOn(Parser parser) {
    if (parser.getInputStream().LA(1) != Token.EOF) {
      endErrorCondition(parser);
    }
  }

  private static boolean isImplied(IntervalSet expected) {
    return expected.size() > 0 && IMPLIED.containsAll(expected.toList());
  }

  /** An empty span for a block that would have declared a name for others to use. */
  private static Span nameless(Token brace, ParserRuleContext block) {
    boolean declares =
        block.getRuleIndex() == PolicyParser.RULE_fleet
            || block.getRuleIndex() == PolicyParser.RULE_baseline;
    return declares ? new Span(brace.getStartIndex(), 0) : TokenNames.span(brace);
  }

  private static boolean isHeader(ParserRuleContext context) {
    boolean name = context.getRuleIndex() == PolicyParser.RULE_name;
    ParserRuleContext block = name ? context.getParent() : context;
    return Statement.of(block).filter(s -> s == Statement.BLOCK).isPresent();
  }

  /** Whether a mistake at that token is a new one; from now on it is not. */
  private boolean begin(Parser parser, Token found) {
    boolean known = inErrorRecoveryMode(parser) || mistakes.isTroubled(found.getStartIndex());
    beginErrorCondition(parser);
    return !known;
  }

  private void reportUnexpected(Parser parser, Token found, IntervalSet expected) {
    if (begin(parser, found)) {
      reporter.unexpected(
          parser, found, expected.size() > 0 ? expected : getExpectedTokens(parser));
    }
  }

  /** Returns whether the word is so close to a keyword that it now counts as that keyword. */
  private boolean reportUnknown(Parser parser, Block block, int end) {
    Token found = parser.getCurrentToken();
    List<String> near = reporter.near(found, block.starters().stream().map(TokenNames::word));
    if (begin(parser, found)) {
      reporter.unknown(parser, block, end, near);
    }
    for (int starter : block.starters()) {
      if (near.size() == 1 && TokenNames.word(starter).equals(near.get(0))) {
        ((WritableToken) found).setType(starter);
        return true;
      }
    }
    return false;
  }

  /** Either of two words in the place of one may be the wrong one. */
  private static Span withNameBefore(Parser parser, Token found) {
    Token last = parser.getInputStream().LT(-1);
    boolean either = TokenNames.isName(last.getType()) && TokenNames.isName(found.getType());
    return either ? TokenNames.span(last).to(TokenNames.span(found)) : TokenNames.span(found);
  }

  private static int depthSince(Parser parser, Token start) {
    int depth = 0;
    for (int i = start.getTokenIndex(); i < parser.getInputStream().index(); i++) {
      int type = parser.getTokenStream().get(i).getType();
      depth += type == PolicyParser.LBRACE ? 1 : type == PolicyParser.RBRACE ? -1 : 0;
    }
    return depth;
  }

  private static void skipStatement(
      Parser parser, Statement statement, int openBraces, boolean first) {
    int depth = openBraces;
    boolean begun = !first;
    while (true) {
      int type = parser.getInputStream().LA(1);
      boolean outside = depth <= 0 || statement == Statement.LINE;
      boolean next =
          begun
              && outside
              && Lookahead.startsLine(parser)
              && Lookahead.startsStatement(parser, type);
      if (type == Token.EOF
          || next
          || (type == PolicyParser.RBRACE
              && depth <= 0
              && !Lookahead.endsListing(parser, statement))) {
        return;
      }
      boolean separator = type == PolicyParser.SEMI && depth > 0 && Lookahead.listingGoesOn(parser);
      parser.consume();
      begun = true;
      if (type == PolicyParser.LBRACE) {
        depth++;
      } else if (type == PolicyParser.RBRACE) {
        depth--;
      }
      boolean ended =
          (type == PolicyParser.SEMI && outside && !separator)
              || (type == PolicyParser.RBRACE
                  && depth == 0
                  && statement == Statement.BLOCK
                  && !Lookahead.setGoesOn(parser));
      if (ended) {
        return;
      }
    }
  }

  private void skipped(Parser parser, int start) {
    Token last = parser.getInputStream().LT(-1);
    int end = last == null ? start : Math.max(start, last.getStopIndex() + 1);
    mistakes.skip(Span.between(start, end));
    skippedLine = last == null ? -1 : last.getLine();
  }

  private Token matched(Parser parser) {
    Token token = parser.getCurrentToken();
    reportMatch(parser);
    parser.consume();
    return token;
  }

  private static Token implied(Parser parser, int type) {
    Token last = parser.getInputStream().LT(-1);
    int at = last == null ? 0 : last.getStopIndex() + 1;
    CommonToken token = new CommonToken(type, "");
    token.setStartIndex(at);
    token.setStopIndex(at - 1);
    return token;
  }
}
