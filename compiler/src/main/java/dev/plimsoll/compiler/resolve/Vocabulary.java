package dev.plimsoll.compiler.resolve;

import dev.plimsoll.dsl.ast.Name;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Suggestions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Words with a fixed meaning that are no keywords: {@code vocabulary.tsv} lists them. */
final class Vocabulary {
  private static final Map<String, List<String>> WORDS = read();

  private Vocabulary() {}

  /** What a word is a word for. */
  enum Kind {
    WORDS("a value of `words`"),
    VECTOR("a family of vectors"),
    RESIDUAL("a value of `residual`"),
    ON_LOSS("a value of `on-loss`"),
    EXEC_32BIT("a value of `exec-32bit`"),
    DISPATCH("a way to dispatch"),
    SIGNAL_FRAME("a record of a signal frame"),
    CHAIN_STEP("a step of a chain"),
    EXEC_ABI("a kind of program"),
    SEMANTICS("a version of inheritance");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    List<String> words() {
      return wordsOf(this);
    }

    /** Whether the word is one of this kind; if not, that is a finding. */
    boolean check(Name word, Findings findings) {
      return Vocabulary.check(word, title, words(), findings);
    }
  }

  private static List<String> wordsOf(Kind kind) {
    return WORDS.getOrDefault(kind.name(), List.of());
  }

  /** Whether the word is one of those known; if not, that is a finding. */
  static boolean check(Name word, String title, List<String> known, Findings findings) {
    boolean good = known.contains(word.text());
    if (!good && !findings.isFull() && !findings.isDamaged(word.span())) {
      findings.add(
          findings
              .at(
                  PolicyCode.UNKNOWN_VALUE,
                  word.span(),
                  Quoted.of(word.text()) + " is not " + title + ".")
              .withHint("Known are " + String.join(", ", known) + ".")
              .withSuggestions(Suggestions.of(word.text(), known)));
    }
    return good;
  }

  private static Map<String, List<String>> read() {
    try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary.tsv")) {
      if (in == null) {
        throw new IllegalStateException("vocabulary.tsv is not packaged");
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines();
      return lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .collect(
              Collectors.groupingBy(
                  row -> row[0], Collectors.mapping(row -> row[1], Collectors.toList())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
