package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import org.antlr.v4.runtime.BufferedTokenStream;
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
    if (!block.named().isPresent()) {
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
    boolean alone =
        parser.getInputStream().LT(2).getLine() > parser.getCurrentToken().getLine()
            && Block.startsStatementAround(context, second);
    boolean outer = startsLine(parser) && Block.startsStatementAround(context, next);
    return certain || (!alone && !outer);
  }

  /** Whether a statement of the block comes next although the block is not open yet. */
  static boolean statementFollows(Parser parser, ParserRuleContext context) {
    return statementAt(parser, context, 1);
  }

  /** Whether a statement of the block begins at the token that is so many tokens ahead. */
  static boolean statementAt(Parser parser, ParserRuleContext context, int ahead) {
    int type = parser.getInputStream().LA(ahead);
    int next = parser.getInputStream().LA(ahead + 1);
    return Block.of(context)
        .filter(
            b ->
                b.starters().contains(type)
                    || (b.named().isPresent()
                        && TokenNames.isName(type)
                        && (next == PolicyParser.COLON || next == PolicyParser.SEMI)))
        .isPresent();
  }

  /** Whether what stands behind this brace and a semicolon belongs to the block around here. */
  static boolean blockGoesOn(Parser parser, ParserRuleContext context) {
    return parser.getInputStream().LA(3) == PolicyParser.RBRACE
        || statementAt(parser, block(context), 3);
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

  /** How many more braces of the file open than close. */
  static int surplusBraces(Parser parser) {
    BufferedTokenStream tokens = (BufferedTokenStream) parser.getTokenStream();
    tokens.fill();
    int depth = 0;
    for (Token token : tokens.getTokens()) {
      int type = token.getType();
      depth += type == PolicyParser.LBRACE ? 1 : type == PolicyParser.RBRACE ? -1 : 0;
    }
    return depth;
  }

  /** Whether the braces just closed were those of a listing and not of a block. */
  static boolean setGoesOn(Parser parser) {
    int next = parser.getInputStream().LA(1);
    return !startsLine(parser)
        && (next == PolicyParser.SEMI
            || next == PolicyParser.PLUS
            || next == PolicyParser.MINUS
            || next == PolicyParser.AMP);
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
    int next = parser.getInputStream().LA(2);
    boolean joins =
        next == PolicyParser.RPAREN
            || next == PolicyParser.PLUS
            || next == PolicyParser.MINUS
            || next == PolicyParser.AMP;
    return statement == Statement.LINE
        && (joins || (next == PolicyParser.SEMI && blockGoesOn(parser, parser.getContext())));
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
    if (expected.contains(PolicyParser.SEMI)) {
      boolean over = startsLine(parser) || next == PolicyParser.RBRACE || next == Token.EOF;
      return over || statementFollows(parser, block(parser.getContext()));
    }
    if (expected.contains(PolicyParser.LBRACE)) {
      return next == PolicyParser.RBRACE || statementFollows(parser, parser.getContext());
    }
    ATNState state = parser.getATN().states.get(parser.getState()).transition(0).target;
    return parser.getATN().nextTokens(state, parser.getContext()).contains(next);
  }

  /** The innermost block around a place. */
  private static ParserRuleContext block(ParserRuleContext context) {
    ParserRuleContext around = context;
    while (Block.of(around).isEmpty()) {
      around = around.getParent();
    }
    return around;
  }
}
