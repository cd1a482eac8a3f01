package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * What may stand in a block.
 *
 * @param title how messages call the block
 * @param starters the keywords with which its statements begin; none where they begin with a name
 * @param named what names its statements, where they begin with a name
 */
record Block(String title, Set<Integer> starters, Optional<String> named) {
  private static final Set<Integer> DECISIONS =
      Set.of(PolicyParser.ALLOW, PolicyParser.WARN, PolicyParser.DENY);

  private static final Map<Integer, Block> BY_RULE =
      Map.of(
          PolicyParser.RULE_file,
          new Block(
              "at the top level",
              Set.of(
                  PolicyParser.POLICY,
                  PolicyParser.IMPORT,
                  PolicyParser.FLEET,
                  PolicyParser.BASELINE,
                  PolicyParser.HOLD,
                  PolicyParser.RULES,
                  PolicyParser.TEST),
              Optional.empty()),
          PolicyParser.RULE_fleet,
          new Block("in a fleet", Set.of(PolicyParser.NODE), Optional.empty()),
          PolicyParser.RULE_node,
          new Block(
              "in a node",
              Set.of(
                  PolicyParser.ARCH,
                  PolicyParser.CPU,
                  PolicyParser.KERNEL,
                  PolicyParser.VECTOR_LENGTH,
                  PolicyParser.FROM),
              Optional.empty()),
          PolicyParser.RULE_baseline,
          new Block("in a baseline", Set.of(), Optional.of("an architecture")),
          PolicyParser.RULE_hold,
          new Block(
              "in a `hold` block",
              Set.of(
                  PolicyParser.WORDS,
                  PolicyParser.KNOBS,
                  PolicyParser.LIMIT,
                  PolicyParser.ACCEPT,
                  PolicyParser.RESIDUAL,
                  PolicyParser.ON_LOSS,
                  PolicyParser.EXEC_32BIT),
              Optional.empty()),
          PolicyParser.RULE_rules,
          new Block(
              "in a `rules` block",
              Set.of(PolicyParser.ALLOW, PolicyParser.WARN, PolicyParser.DENY, PolicyParser.ON),
              Optional.empty()),
          PolicyParser.RULE_onArchitecture,
          new Block("in an `on` block", DECISIONS, Optional.empty()),
          PolicyParser.RULE_test,
          new Block("in a test", Set.of(PolicyParser.EXPECT), Optional.empty()),
          PolicyParser.RULE_chain,
          new Block("in a chain", Set.of(), Optional.of("a step")));

  static Optional<Block> of(ParserRuleContext context) {
    return Optional.ofNullable(BY_RULE.get(context.getRuleIndex()));
  }

  /** Whether the token begins a statement of a block around the given one. */
  static boolean startsStatementAround(ParserRuleContext inner, int token) {
    for (ParserRuleContext c = inner.getParent(); c != null; c = c.getParent()) {
      if (of(c).map(b -> b.starters().contains(token)).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  /** The type of the token that ends the block. */
  static int end(ParserRuleContext context) {
    return context.getRuleIndex() == PolicyParser.RULE_file ? Token.EOF : PolicyParser.RBRACE;
  }
}
