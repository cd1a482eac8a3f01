package dev.plimsoll.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.dsl.parser.grammar.PolicyLexer;
import dev.plimsoll.dsl.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/language.ebnf} says what the parser does. */
class LanguageGrammarTest {
  private static final long SEED = 20261122;
  private static final Path GRAMMAR =
      Path.of("src/main/antlr4/dev/plimsoll/dsl/parser/grammar/Policy.g4");
  private static final Path EBNF = Path.of("../docs/language.ebnf");
  private static final String WORDS = "/* Words */\n";

  @Test
  void theEbnfHasTheRulesOfTheGrammar() throws IOException {
    Map<String, List<String>> grammar = grammar();
    // Keywords are not reserved, and each has the form of a name: so a name is just a name.
    String name = String.join(" | ", grammar.remove("name"));
    assertThat(Set.of(name.split(" \\| "))).isEqualTo(keywordsAndNames());
    if (Boolean.getBoolean("plimsoll.overwrite")) {
      assertThat(System.getenv("CI")).as("no expectation is rewritten in CI").isNotEqualTo("true");
      overwrite(grammar);
    }
    Map<String, String> rules = Ebnf.rules(Files.readString(EBNF));
    grammar.forEach(
        (rule, alternatives) ->
            assertThat(rules.remove(rule)).as(rule).isEqualTo(String.join(" | ", alternatives)));
    assertThat(rules.keySet())
        .containsExactly("name", "wildcard", "part", "integer", "text", "comment", "space");
  }

  @Test
  void itsNamesAreThoseOfTheReader() throws IOException {
    Pattern element = Pattern.compile(regex("name") + "|" + regex("wildcard"));
    agree("ab1_-.*é", s -> element.matcher(s).matches(), s -> "baseline b { x: " + s + "; }");
  }

  @Test
  void itsNumbersAreThoseOfTheReader() throws IOException {
    Pattern integer = Pattern.compile(regex("integer"));
    agree(
        "0129a-",
        s -> integer.matcher(s).matches(),
        s -> "rules b { deny xsave-area > " + s + " bytes; }");
  }

  @Test
  void itsTextsAreThoseOfTheReader() throws IOException {
    Pattern text = Pattern.compile(regex("text"));
    agree(
        "\"\"\\nt é\t\n\r",
        s -> text.matcher('"' + s + '"').matches(),
        s -> "test \"" + s + "\" { }");
  }

  @Test
  void itsSpaceAndCommentsAreThoseOfTheReader() throws IOException {
    String between = "(?:" + regex("space") + "|" + regex("comment") + "[\n\r])*";
    Pattern trivia = Pattern.compile(between + regex("comment") + "?");
    agree(
        "//a \t\n\r\f\uFEFF\u00A0",
        s -> trivia.matcher(s).matches(),
        s -> "baseline b { } " + s + "\n");
  }

  /** Compares what the EBNF and the reader take, over random strings of a few characters. */
  private static void agree(String alphabet, Predicate<String> ebnf, UnaryOperator<String> policy) {
    Random random = new Random(SEED);
    int taken = 0;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder made = new StringBuilder();
      for (int n = random.nextInt(7); n >= 0; n--) {
        made.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String tried = made.toString();
      String text = "policy a.B;\n" + policy.apply(tried);
      boolean clean = PolicyReader.read(new SourceFile("x", text)).isClean();
      assertThat(clean).as(text).isEqualTo(ebnf.test(tried));
      taken += clean ? 1 : 0;
    }
    assertThat(taken).isBetween(50, 4_950);
  }

  private static String regex(String rule) throws IOException {
    return Ebnf.regex(Ebnf.rules(Files.readString(EBNF)), rule);
  }

  private static Map<String, List<String>> grammar() throws IOException {
    Map<String, String> tokens =
        new HashMap<>(Map.of("STRING", "text", "INTEGER", "integer", "WILDCARD", "wildcard"));
    tokens.put("NAME", "name");
    tokens.put("EOF", "");
    for (int type = 1; type <= PolicyLexer.VOCABULARY.getMaxTokenType(); type++) {
      String literal = PolicyLexer.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        tokens.put(PolicyLexer.VOCABULARY.getSymbolicName(type), literal);
      }
    }
    Map<String, List<String>> rules = Ebnf.ofAntlr(Files.readString(GRAMMAR), tokens);
    rules.replaceAll((rule, alternatives) -> alternatives.stream().map(String::strip).toList());
    return rules;
  }

  private static Set<String> keywordsAndNames() {
    Set<String> all = new LinkedHashSet<>(List.of("name", "integer"));
    for (int type = PolicyLexer.POLICY; type <= PolicyLexer.CHAIN; type++) {
      all.add(PolicyLexer.VOCABULARY.getLiteralName(type));
    }
    return all;
  }

  private static void overwrite(Map<String, List<String>> grammar) throws IOException {
    String old = Files.readString(EBNF);
    String header = old.substring(0, old.indexOf("*/\n") + 3);
    String words = old.substring(old.indexOf(WORDS));
    String rules =
        grammar.entrySet().stream()
            .map(e -> e.getKey() + " ::= " + body(e.getValue()) + "\n")
            .collect(Collectors.joining("\n"));
    Files.writeString(EBNF, header + "\n" + rules + "\n" + words, StandardCharsets.UTF_8);
  }

  private static String body(List<String> alternatives) {
    String line = String.join(" | ", alternatives);
    return line.length() <= 72 ? line : String.join("\n    | ", alternatives);
  }
}
