package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Guesses from the next few tokens what the author had in mind. */
final class Lookahead {
  private Lookahead() {}

  /** Whether the next token is the first of its line. */
  static boolean startsLine(Parser parser) {
    Token last = parser.getInputStream().LT(-1);
    return last == null || last.getLine() < parser.getCurrentToken().getLine();
  }

  /** Whether the next token begins a statement of the block. */
  static boolean begins(Parser parser, ParserRuleContext context, Block block, int next) {
    if (!block.named()) {
      return block.starters().contains(next);
    }
    if (!TokenNames.isName(next)) {
      return false;
    }
    int second = parser.getInputStream().LA(2);
    if (next == PolicyParser.ON && context.getRuleIndex() == PolicyParser.RULE_chain) {
      return second == PolicyParser.SEMI;
    }
    boolean certain =
        context.getRuleIndex() == PolicyParser.RULE_baseline
            ? second == PolicyParser.COLON
            : second == PolicyParser.SEMI || parser.getInputStream().LA(3) == PolicyParser.SEMI;
    return certain || !Block.startsStatementAround(context, next) || !startsLine(parser);
  }

  /** Whether a statement of the block comes next although the block is not open yet. */
  static boolean statementFollows(Parser parser, ParserRuleContext context) {
    int next = parser.getInputStream().LA(1);
    return Block.of(context)
        .filter(
            b ->
                b.starters().contains(next)
                    || (b.named() && parser.getInputStream().LA(2) == PolicyParser.COLON))
        .isPresent();
  }

  /** Whether what stands behind this brace and a semicolon belongs to the block around here. */
  static boolean blockGoesOn(Parser parser, ParserRuleContext context) {
    int third = parser.getInputStream().LA(3);
    ParserRuleContext around = context;
    while (Block.of(around).isEmpty()) {
      around = around.getParent();
    }
    Block block = Block.of(around).orElseThrow();
    return third == PolicyParser.RBRACE
        || block.starters().contains(third)
        || (block.named() && parser.getInputStream().LA(4) == PolicyParser.COLON);
  }

  /** Whether the block that should begin here does so a few words later. */
  static boolean braceFollows(Parser parser) {
    for (int i = 1; i < 8; i++) {
      int type = parser.getInputStream().LA(i);
      if (type == PolicyParser.LBRACE) {
        return true;
      }
      boolean other = type == Token.EOF || type == PolicyParser.SEMI || type == PolicyParser.RBRACE;
      Token at = parser.getInputStream().LT(i);
      Token before = parser.getInputStream().LT(i == 1 ? -1 : i - 1);
      if (other || at.getLine() != before.getLine()) {
        return false;
      }
    }
    return false;
  }

  /** Whether this semicolon separates features inside braces that end on the same line. */
  static boolean listingGoesOn(Parser parser) {
    int line = parser.getCurrentToken().getLine();
    for (int i = 2; parser.getInputStream().LT(i).getLine() == line; i++) {
      int type = parser.getInputStream().LA(i);
      if (type == PolicyParser.RBRACE) {
        int next = parser.getInputStream().LA(i + 1);
        return next == PolicyParser.SEMI
            || next == PolicyParser.PLUS
            || next == PolicyParser.MINUS
            || next == PolicyParser.AMP;
      }
      boolean part =
          TokenNames.isName(type) || type == PolicyParser.COMMA || type == PolicyParser.SEMI;
      if (!part) {
        return false;
      }
    }
    return false;
  }

  /** Whether the brace closes a listing whose opening brace is missing. */
  static boolean endsListing(Parser parser, Statement statement) {
    return statement == Statement.LINE
        && parser.getInputStream().LA(2) == PolicyParser.SEMI
        && blockGoesOn(parser, parser.getContext());
  }

  /** Whether the token begins a statement of this block or of one around it. */
  static boolean startsStatement(Parser parser, int type) {
    ParserRuleContext context = parser.getContext();
    boolean here = Block.of(context).map(b -> b.starters().contains(type)).orElse(false);
    boolean named = TokenNames.isName(type) && parser.getInputStream().LA(2) == PolicyParser.COLON;
    return here || named || Block.startsStatementAround(context, type);
  }

  /** Whether the text goes on as if the expected token were there. */
  static boolean fitsBehind(Parser parser, IntervalSet expected) {
    int next = parser.getInputStream().LA(1);
    if (expected.contains(PolicyParser.SEMI)
        && (startsLine(parser) || next == PolicyParser.RBRACE || next == Token.EOF)) {
      return true;
    }
    ATNState state = parser.getATN().states.get(parser.getState()).transition(0).target;
    return parser.getATN().nextTokens(state, parser.getContext()).contains(next);
  }
}
