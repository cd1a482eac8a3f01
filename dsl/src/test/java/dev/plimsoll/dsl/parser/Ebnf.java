package dev.plimsoll.dsl.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules in the notation of the W3C: {@code name ::= alternative | alternative}. */
final class Ebnf {
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
  private static final Pattern RULE =
      Pattern.compile("(?ms)^([a-zA-Z0-9]+)\\s*::=(.*?)(?=^[a-zA-Z0-9]+\\s*::=|\\z)");
  private static final Pattern PART =
      Pattern.compile("'[^']*'|\"[^\"]*\"|\\[[^\\]]*]|[A-Za-z]+|[()|?*+]|\\s+");
  private static final Pattern CODE_POINT = Pattern.compile("#x([0-9A-F]+)");

  private Ebnf() {}

  /** The bodies of all rules, white space made even. */
  static Map<String, String> rules(String text) {
    Map<String, String> rules = new LinkedHashMap<>();
    Matcher rule = RULE.matcher(COMMENT.matcher(text).replaceAll(""));
    while (rule.find()) {
      rules.put(rule.group(1), rule.group(2).strip().replaceAll("\\s+", " "));
    }
    return rules;
  }

  /** The regular expression of a rule that does not refer to itself. */
  static String regex(Map<String, String> rules, String rule) {
    Matcher part = PART.matcher(rules.get(rule));
    StringBuilder regex = new StringBuilder("(?:");
    while (part.find()) {
      String found = part.group();
      switch (found.charAt(0)) {
        case '\'', '"' -> regex.append(Pattern.quote(found.substring(1, found.length() - 1)));
        case '[' -> regex.append(characters(found));
        case '(' -> regex.append("(?:");
        case '|', ')', '?', '*', '+' -> regex.append(found);
        default -> regex.append(found.isBlank() ? "" : regex(rules, found));
      }
    }
    return regex.append(')').toString();
  }

  private static String characters(String set) {
    return CODE_POINT.matcher(set.replace("\\", "\\\\")).replaceAll("\\\\x{$1}");
  }

  /** The parser's rules of an ANTLR grammar, each in the notation of the W3C. */
  static Map<String, List<String>> ofAntlr(String grammar, Map<String, String> tokens) {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    String text = grammar.replaceAll("(?m)//.*$", "").replaceAll("(?m)\\s# \\w+\\s*$", "\n");
    Matcher rule = Pattern.compile("(?ms)^([a-z]\\w*)\\s*:(.*?)^\\s+;$").matcher(text);
    while (rule.find()) {
      rules.put(rule.group(1), alternatives(rule.group(2), tokens));
    }
    return rules;
  }

  private static List<String> alternatives(String body, Map<String, String> tokens) {
    List<String> alternatives = new ArrayList<>();
    for (String alternative : body.split("(?m)^\\s*\\|")) {
      String even = alternative.strip().replaceAll("\\s+", " ");
      Matcher token = Pattern.compile("\\b[A-Z][A-Z0-9_]*\\b").matcher(even);
      alternatives.add(token.replaceAll(t -> Matcher.quoteReplacement(tokens.get(t.group()))));
    }
    return alternatives;
  }
}
