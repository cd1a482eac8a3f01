package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Expectation;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.PolicyTest;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.compiler.resolve.Analysis;
import dev.plimsoll.compiler.resolve.PolicyAnalyzer;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a question with the words of the language: it becomes a line of a small policy, so that
 * names, aliases and suggestions are those of every policy.
 */
final class QuestionReader {
  private static final String USAGE =
      "Ask `has FEATURE on ARCH`, or for a subject of rules: `dispatch unknown on aarch64`, `hint"
          + " pauth`, `missing-architecture`, `not-analysed in \"group:artifact\" \"path\"`.";

  private QuestionReader() {}

  static Question read(List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (String argument : arguments) {
      words.addAll(List.of(argument.strip().split("\\s+")));
    }
    if (words.size() == 4
        && (words.get(0).equals("has") || words.get(0).equals("lacks"))
        && words.get(2).equals("on")) {
      return has(words.get(1), words.get(3));
    }
    return ofRules(words);
  }

  private static Question has(String feature, String architecture) {
    Analysis analysis =
        analyze("test \"q\" { expect q on %s has %s; }".formatted(architecture, feature));
    return analysis
        .policy()
        .flatMap(QuestionReader::feature)
        .<Question>map(Question.Has::new)
        .orElseGet(() -> notUnderstood(analysis));
  }

  private static Optional<Feature> feature(Policy policy) {
    List<Expectation> expected =
        policy.tests().stream().map(PolicyTest::expectations).flatMap(List::stream).toList();
    return expected.size() == 1
            && expected.get(0) instanceof Expectation.Features one
            && one.features().size() == 1
        ? IsaCatalog.load()
            .architecture(one.architecture())
            .flatMap(a -> a.feature(one.features().get(0)))
        : Optional.empty();
  }

  private static Question ofRules(List<String> words) {
    int in = words.indexOf("in");
    List<String> place = in < 0 ? List.of() : words.subList(in + 1, words.size());
    List<String> rest = new ArrayList<>(in < 0 ? words : words.subList(0, in));
    if (in >= 0 && (place.isEmpty() || place.size() > 2)) {
      return new Question.NotUnderstood("`in` takes an artifact and perhaps a path. " + USAGE);
    }
    int on = rest.indexOf("on");
    Optional<String> architecture =
        on >= 0 && on == rest.size() - 2 ? Optional.of(rest.get(on + 1)) : Optional.empty();
    if (architecture.isPresent()) {
      rest = rest.subList(0, on);
    }
    StringBuilder rule = new StringBuilder("allow ").append(String.join(" ", rest));
    if (!place.isEmpty()) {
      rule.append(" in");
      place.forEach(part -> rule.append(' ').append(quoted(part)));
      rule.append(" because \"q\" owner \"q\" until 9999-12-31");
    }
    String block = rule.append(';').toString();
    Analysis analysis =
        analyze(
            "rules q { %s }"
                .formatted(architecture.map(a -> "on " + a + " { " + block + " }").orElse(block)));
    return analysis
        .policy()
        .flatMap(QuestionReader::rule)
        .<Question>map(Question.OfRules::new)
        .orElseGet(() -> notUnderstood(analysis));
  }

  private static Optional<Rule> rule(Policy policy) {
    List<Rule> rules = policy.ruleSets().stream().flatMap(set -> set.rules().stream()).toList();
    return rules.size() == 1 && rules.get(0).members().size() <= 1
        ? Optional.of(rules.get(0))
        : Optional.empty();
  }

  private static String quoted(String text) {
    String bare =
        text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
            ? text.substring(1, text.length() - 1)
            : text;
    return "\"" + bare.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** A policy with a baseline for every architecture and the line of the question. */
  private static Analysis analyze(String line) {
    String sets =
        IsaCatalog.load().architectures().stream()
            .map(Architecture::name)
            .map(name -> name + ": { };")
            .collect(Collectors.joining(" "));
    return PolicyAnalyzer.analyze(
        new SourceFile("question", "policy Q; baseline q { " + sets + " }\n" + line));
  }

  private static Question notUnderstood(Analysis analysis) {
    Optional<Diagnostic> semantic =
        analysis.diagnostics().stream()
            .filter(d -> d.code().id().startsWith("PLM-2") || !d.suggestions().isEmpty())
            .findFirst();
    String message =
        semantic
            .map(
                d ->
                    Stream.of(
                            Stream.of(d.message()),
                            d.hint().stream(),
                            d.suggestions().isEmpty()
                                ? Stream.<String>empty()
                                : Stream.of(
                                    "Did you mean `"
                                        + String.join("` or `", d.suggestions())
                                        + "`?"))
                        .flatMap(s -> s)
                        .collect(Collectors.joining(" ")))
            .orElse("This is no question that a policy can answer. " + USAGE);
    return new Question.NotUnderstood(message);
  }
}
