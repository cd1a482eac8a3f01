package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/** Where a statement of each kind ends, which is where the reader goes on after a mistake. */
enum Statement {
  /** Ends with the next semicolon. */
  LINE,
  /** Ends with the next semicolon outside of braces. */
  NESTED_LINE,
  /** Ends with the brace that matches its first one. */
  BLOCK;

  static Optional<Statement> of(ParserRuleContext context) {
    return switch (context.getRuleIndex()) {
      case PolicyParser.RULE_policy,
          PolicyParser.RULE_importFile,
          PolicyParser.RULE_nodeProperty,
          PolicyParser.RULE_baselineSet,
          PolicyParser.RULE_holdItem,
          PolicyParser.RULE_ruling,
          PolicyParser.RULE_chainStep ->
          Optional.of(LINE);
      case PolicyParser.RULE_expect -> Optional.of(NESTED_LINE);
      case PolicyParser.RULE_fleet,
          PolicyParser.RULE_node,
          PolicyParser.RULE_baseline,
          PolicyParser.RULE_hold,
          PolicyParser.RULE_rules,
          PolicyParser.RULE_onArchitecture,
          PolicyParser.RULE_test ->
          Optional.of(BLOCK);
      default -> Optional.empty();
    };
  }
}
