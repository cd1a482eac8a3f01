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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a question with the words of the language: it becomes a line of a small policy, so that
 * names, aliases and suggestions are those of every policy.
 */
final class QuestionReader {
  /** The forms of questions; a verb's help shows them, too. */
  static final String USAGE =
      """
      Questions are:
        has FEATURE on ARCH, BASELINE lacks FEATURE on ARCH
        common(FLEET) lacks FEATURE, any(FLEET) has FEATURE on ARCH, FLEET carries BASELINE
        hold, words, knobs, limit sve, accept FEATURE, residual, on-loss, exec-32bit
        a subject of rules: dispatch unknown on ARCH, hint pauth, missing-architecture,
          not-analysed in "group:artifact" "path"
        waivers, seals""";

  static final String SUGGESTION = "Did you mean ";

  private static final String HAS = " (?:has|have|lacks|lack) ";
  private static final Pattern OF_ALL = Pattern.compile(HAS.strip() + " (\\S+) on (\\S+)");
  private static final Pattern OF_BASELINE = Pattern.compile("(\\S+)" + HAS + "(\\S+) on (\\S+)");
  private static final Pattern OF_TEST = Pattern.compile("(\\S+) on (\\S+)" + HAS + "(\\S+)");
  private static final Pattern OF_FLEET =
      Pattern.compile("(common|any) ?\\( ?([^\\s()]+) ?\\)" + HAS + "(\\S+)(?: on (\\S+))?");
  private static final Pattern CARRIES = Pattern.compile("(\\S+) (?:carries|carry) (\\S+)");

  private QuestionReader() {}

  static Question read(List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (String argument : arguments) {
      words.addAll(List.of(argument.strip().split("\\s+")));
    }
    String asked = String.join(" ", words).replaceFirst("^(?:why )?(?:does |do )?", "");
    asked = asked.replaceFirst("\\?$", "").strip();
    return feature(asked).or(() -> inventory(words)).orElseGet(() -> ofRules(words));
  }

  private static Optional<Question> feature(String asked) {
    Matcher all = OF_ALL.matcher(asked);
    if (all.matches()) {
      return Optional.of(has(Optional.empty(), all.group(1), all.group(2)));
    }
    Matcher fleet = OF_FLEET.matcher(asked);
    if (fleet.matches()) {
      boolean common = fleet.group(1).equals("common");
      Optional<String> architecture = Optional.ofNullable(fleet.group(4));
      return Optional.of(
          new Question.OfFleet(fleet.group(2), common, fleet.group(3), architecture));
    }
    Matcher baseline = OF_BASELINE.matcher(asked);
    if (baseline.matches()) {
      return Optional.of(has(Optional.of(baseline.group(1)), baseline.group(2), baseline.group(3)));
    }
    Matcher test = OF_TEST.matcher(asked);
    if (test.matches()) {
      return Optional.of(has(Optional.of(test.group(1)), test.group(3), test.group(2)));
    }
    Matcher carries = CARRIES.matcher(asked);
    return carries.matches()
        ? Optional.of(new Question.Carries(carries.group(1), carries.group(2)))
        : Optional.empty();
  }

  private static Optional<Question> inventory(List<String> words) {
    if (words.equals(List.of("hold"))) {
      return Optional.of(new Question.OfHold(List.of()));
    }
    if (words.equals(List.of("waivers"))) {
      return Optional.of(new Question.Waivers());
    }
    if (words.equals(List.of("seals"))) {
      return Optional.of(new Question.Seals());
    }
    return HoldLines.isSubject(words)
        ? Optional.of(new Question.OfHold(HoldLines.subject(words)))
        : Optional.empty();
  }

  static Question has(Optional<String> baseline, String feature, String architecture) {
    Analysis analysis =
        analyze("test \"q\" { expect q on %s has %s; }".formatted(architecture, feature));
    return analysis
        .policy()
        .flatMap(QuestionReader::feature)
        .<Question>map(found -> new Question.Has(baseline, found))
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
      return new Question.NotUnderstood("`in` takes an artifact and perhaps a path.\n" + USAGE);
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
                                    SUGGESTION
                                        + "`"
                                        + String.join("` or `", d.suggestions())
                                        + "`?"))
                        .flatMap(s -> s)
                        .collect(Collectors.joining(" ")))
            .orElse("This is no question that a policy can answer.\n" + USAGE);
    return new Question.NotUnderstood(message);
  }
}
