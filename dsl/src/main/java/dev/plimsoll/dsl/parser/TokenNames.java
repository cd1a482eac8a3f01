package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.parser.grammar.PolicyParser;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** What messages call tokens, and sets of tokens that were expected. */
final class TokenNames {
  private static final Map<Class<?>, String> NAME_IN =
      Map.ofEntries(
          Map.entry(PolicyParser.PolicyContext.class, "the policy's name"),
          Map.entry(PolicyParser.FleetContext.class, "the fleet's name"),
          Map.entry(PolicyParser.NodeContext.class, "the node's name"),
          Map.entry(PolicyParser.BaselineContext.class, "the baseline's name"),
          Map.entry(PolicyParser.HoldContext.class, "the name of a baseline"),
          Map.entry(PolicyParser.RulesContext.class, "the name of a baseline"),
          Map.entry(PolicyParser.NodeArchitectureContext.class, "an architecture"),
          Map.entry(PolicyParser.BaselineSetContext.class, "an architecture"),
          Map.entry(PolicyParser.OnArchitectureContext.class, "an architecture"),
          Map.entry(PolicyParser.NodeVectorLengthContext.class, "`sve` or another family"),
          Map.entry(PolicyParser.HoldLimitContext.class, "`sve` or another family"),
          Map.entry(PolicyParser.FleetSetContext.class, "the name of a fleet"),
          Map.entry(PolicyParser.UntilContext.class, "a date such as `2027-06-30`"),
          Map.entry(PolicyParser.DispatchContext.class, "the name of a knob"));
  private static final String SET =
      "a feature, level, CPU model, baseline, `common(…)`, `(` or `{`";

  private TokenNames() {}

  /** The token as the user sees it. */
  static String found(SourceFile file, Token token) {
    return token.getType() == Token.EOF ? "the end of the file" : Quoted.of(text(file, token));
  }

  static String text(SourceFile file, Token token) {
    return file.text(span(token));
  }

  static Span span(Token token) {
    return Span.between(token.getStartIndex(), token.getStopIndex() + 1);
  }

  static boolean isName(int type) {
    return type == PolicyParser.NAME || type == PolicyParser.INTEGER || isKeyword(type);
  }

  static boolean isKeyword(int type) {
    return type >= PolicyParser.POLICY && type <= PolicyParser.CHAIN;
  }

  /** The keywords of a set, unless any name would do. */
  static List<String> keywords(IntervalSet expected) {
    List<String> words = new ArrayList<>();
    if (!expected.contains(PolicyParser.NAME)) {
      expected.toList().stream().filter(TokenNames::isKeyword).forEach(t -> words.add(word(t)));
    }
    return words;
  }

  /** The set in words: {@code `arch`, `cpu` or `}`}. */
  static String expected(IntervalSet expected, ParserRuleContext context) {
    List<String> words = new ArrayList<>();
    boolean anyName = expected.contains(PolicyParser.NAME);
    if (anyName && expected.contains(PolicyParser.LPAREN)) {
      return SET;
    }
    if (anyName) {
      words.add(nameIn(context));
    }
    for (int type : expected.toList()) {
      if (!(anyName && isName(type)) && type != Token.EPSILON) {
        words.add(describe(type));
      }
    }
    if (words.size() > 1) {
      words.remove(describe(Token.EOF));
    }
    return or(words);
  }

  /** The word of a keyword or the sign of a punctuation mark. */
  static String word(int type) {
    String literal = PolicyParser.VOCABULARY.getLiteralName(type);
    return literal == null ? "" : literal.substring(1, literal.length() - 1);
  }

  static String or(List<String> words) {
    int last = words.size() - 1;
    return last <= 0
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private static String nameIn(ParserRuleContext context) {
    boolean inName = context.getRuleIndex() == PolicyParser.RULE_name;
    ParserRuleContext around = inName ? context.getParent() : context;
    return NAME_IN.getOrDefault(around.getClass(), "a name");
  }

  private static String describe(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the file";
      case PolicyParser.STRING -> "a text in double quotes";
      case PolicyParser.INTEGER -> "a number";
      case PolicyParser.WILDCARD -> "a pattern such as `avx512*`";
      default -> "`" + word(type) + "`";
    };
  }
}
