package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plimsoll.dsl.parser.grammar.PolicyLexer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code editors/} tells editors is what the language is. */
class EditorDataTest {
  private static final Path EDITORS = Path.of("../editors/plimsoll");
  private static final Pattern WORDS =
      Pattern.compile("\\(\\?<!\\[A-Za-z0-9_.-]\\)\\(\\?:([a-z0-9|-]+)\\)");

  @Test
  void theKeywordsAreThoseOfTheLexer() throws IOException {
    Set<String> keywords = new TreeSet<>();
    for (String match : strings("syntaxes/plimsoll.tmLanguage.json", "match")) {
      Matcher words = WORDS.matcher(match);
      while (words.find()) {
        keywords.addAll(List.of(words.group(1).split("\\|")));
      }
    }
    assertThat(keywords)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(PolicyLexer.POLICY, PolicyLexer.CHAIN)
                .mapToObj(PolicyLexer.VOCABULARY::getLiteralName)
                .map(literal -> literal.replace("'", ""))
                .toList());
  }

  @Test
  void thePatternsAreRegularExpressionsThatMatchSomething() throws IOException {
    List<String> matches = strings("syntaxes/plimsoll.tmLanguage.json", "match");
    String tour =
        Files.readString(Path.of("../dsl/src/test/fixtures/ok/tour.plimsoll"))
            + "test \"\\n \\x\" { expect a on b have c; expect a on b lack avx512*; } // c";
    assertThat(matches).hasSizeGreaterThan(10);
    for (String match : matches) {
      assertThat(Pattern.compile(match, Pattern.MULTILINE).matcher(tour).find()).as(match).isTrue();
    }
  }

  @Test
  void aNameThatHoldsAKeywordIsNoKeyword() throws IOException {
    for (String match : strings("syntaxes/plimsoll.tmLanguage.json", "match")) {
      if (match.contains("allow")) {
        Pattern pattern = Pattern.compile(match);
        assertThat(pattern.matcher("allow hint").find()).isTrue();
        assertThat(pattern.matcher("allow-it it.allow allow_ allow*").find()).isFalse();
      }
    }
  }

  @Test
  void policiesAreKnownByTheirExtension() throws IOException {
    assertThat(strings("package.json", "extensions")).containsExactly(".plimsoll");
    assertThat(strings("syntaxes/plimsoll.tmLanguage.json", "scopeName"))
        .isEqualTo(strings("package.json", "scopeName"));
    for (String file : List.of("configuration", "path")) {
      assertThat(EDITORS.resolve(strings("package.json", file).get(0))).isRegularFile();
    }
    assertThat(strings("language-configuration.json", "lineComment")).containsExactly("//");
  }

  /** Every text below a field of that name, anywhere in a document that is whole. */
  private static List<String> strings(String file, String field) throws IOException {
    List<String> found = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(Files.readString(EDITORS.resolve(file)))) {
      JsonToken token = json.nextToken();
      String name = "";
      while (token != null) {
        name = token == JsonToken.FIELD_NAME ? json.currentName() : name;
        if (token == JsonToken.VALUE_STRING && name.equals(field)) {
          found.add(json.getText());
        }
        token = json.nextToken();
      }
    }
    return found;
  }
}
