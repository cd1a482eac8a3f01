package dev.plimsoll.compiler.expectation;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.WordBit;
import dev.plimsoll.compiler.explain.FeatureExplainer;
import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Expectation;
import dev.plimsoll.compiler.policy.Fleet;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.PolicyTest;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a policy's tests. They need no hardware, and the same policy gives the same report. */
public final class TestRunner {
  private static final int SHOWN = 8;

  private final Policy policy;
  private final Map<String, Baseline> baselines = new HashMap<>();
  private final Map<String, Fleet> fleets = new HashMap<>();

  private TestRunner(Policy policy) {
    this.policy = policy;
    Stream.concat(Stream.of(policy), policy.imports().stream())
        .forEach(
            file -> {
              file.baselines().forEach(baseline -> baselines.put(baseline.name(), baseline));
              file.fleets().forEach(fleet -> fleets.put(fleet.name(), fleet));
            });
  }

  /** Runs every test, in the order of the policy. */
  public static TestReport run(Policy policy) {
    TestRunner runner = new TestRunner(policy);
    return new TestReport(
        policy.name(), policy.source(), policy.tests().stream().map(runner::run).toList());
  }

  private TestResult run(PolicyTest test) {
    return new TestResult(
        test.title(), test.span(), test.expectations().stream().map(this::run).toList());
  }

  private ExpectationResult run(Expectation expectation) {
    if (expectation instanceof Expectation.Features features) {
      return features(features);
    }
    if (expectation instanceof Expectation.WordBits bits) {
      return bits(bits);
    }
    if (expectation instanceof Expectation.Carries carries) {
      return carries(carries);
    }
    if (expectation instanceof Expectation.Chain chain) {
      return ChainCheck.check(policy, chain)
          .map(d -> failed(chain, d.expected(), d.actual(), d.reasons()))
          .orElseGet(() -> passed(chain));
    }
    Expectation.NotEvaluated other = (Expectation.NotEvaluated) expectation;
    return new ExpectationResult(
        TestStatus.ERROR,
        other.span(),
        text(other),
        "`" + other.construct() + "` to be evaluated",
        "not evaluated by this version",
        List.of());
  }

  private ExpectationResult features(Expectation.Features expected) {
    Baseline baseline = baseline(expected.baseline());
    FeatureSet set = set(baseline, expected.architecture());
    List<Feature> wrong =
        expected.features().stream()
            .flatMap(name -> set.architecture().feature(name).stream())
            .filter(feature -> set.contains(feature) != expected.present())
            .toList();
    List<Reason> reasons = new ArrayList<>();
    wrong.forEach(f -> reasons.addAll(why(baseline, f)));
    String where = " on " + expected.architecture();
    return wrong.isEmpty()
        ? passed(expected)
        : failed(
            expected,
            expected.baseline()
                + where
                + (expected.present() ? " to have " : " to lack ")
                + names(expected.features()),
            "it " + (expected.present() ? "lacks " : "has ") + featureNames(wrong),
            reasons);
  }

  private ExpectationResult bits(Expectation.WordBits expected) {
    Baseline baseline = baseline(expected.baseline());
    FeatureSet set = set(baseline, expected.architecture());
    SortedMap<Integer, Long> words = set.architecture().wordsOf(set);
    List<WordBit> wrong =
        expected.bits().stream()
            .map(name -> bit(set.architecture(), name))
            .filter(bit -> isSet(bit, words) != expected.present())
            .toList();
    List<Reason> reasons = new ArrayList<>();
    for (WordBit bit : wrong) {
      bit.feature()
          .flatMap(set.architecture()::feature)
          .ifPresent(feature -> reasons.addAll(why(baseline, feature)));
    }
    return wrong.isEmpty()
        ? passed(expected)
        : failed(
            expected,
            "the words of "
                + expected.baseline()
                + " on "
                + expected.architecture()
                + (expected.present() ? " to have " : " to lack ")
                + names(expected.bits()),
            wrong.stream().map(bit -> describe(bit, words)).collect(Collectors.joining("; ")),
            reasons);
  }

  private Baseline baseline(String name) {
    return Optional.ofNullable(baselines.get(name)).orElseThrow();
  }

  private SourceFile source(Fleet fleet) {
    return policy.declaringFleet(fleet.name()).orElse(policy).source();
  }

  private static FeatureSet set(Baseline baseline, String architecture) {
    return Optional.ofNullable(baseline.sets().get(architecture)).orElseThrow();
  }

  private static WordBit bit(Architecture architecture, String name) {
    return architecture.words().stream()
        .filter(bit -> bit.isNative() && bit.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isSet(WordBit bit, SortedMap<Integer, Long> words) {
    return (words.getOrDefault(bit.auxType(), 0L) & bit.mask()) != 0;
  }

  private static String describe(WordBit bit, SortedMap<Integer, Long> words) {
    String why =
        switch (bit.rule()) {
          case FEATURE ->
              ", since the baseline %s %s"
                  .formatted(isSet(bit, words) ? "has" : "lacks", bit.feature().orElse(""));
          case BASE -> ", since every processor has " + bit.feature().orElse("it");
          case KERNEL -> ", since it is no optional feature and always kept";
          case NEVER -> ", since no kernel sets it";
        };
    return String.format(
        Locale.ROOT,
        "%s is 0x%x, where bit %d, %s, is %s%s",
        bit.word(),
        words.getOrDefault(bit.auxType(), 0L),
        bit.bit(),
        bit.name(),
        isSet(bit, words) ? "set" : "clear",
        why);
  }

  private ExpectationResult carries(Expectation.Carries expected) {
    Baseline baseline = baseline(expected.baseline());
    Fleet fleet = Optional.ofNullable(fleets.get(expected.fleet())).orElseThrow();
    List<Reason> reasons = new ArrayList<>();
    List<String> failing = new ArrayList<>();
    for (Node node : fleet.nodes()) {
      shortcoming(node, baseline)
          .ifPresent(
              what -> {
                failing.add(node.name());
                if (reasons.size() < SHOWN) {
                  reasons.add(
                      new Reason(source(fleet), node.span(), "node `" + node.name() + "` " + what));
                }
              });
    }
    String wanted = "every node of " + expected.fleet() + " to have all of " + expected.baseline();
    if (fleet.nodes().isEmpty()) {
      reasons.add(new Reason(source(fleet), fleet.span(), "the fleet is declared here"));
      return failed(expected, wanted, "the fleet has no node", reasons);
    }
    return failing.isEmpty()
        ? passed(expected)
        : failed(
            expected,
            wanted,
            "%d of %d nodes do not: %s"
                .formatted(failing.size(), fleet.nodes().size(), names(failing)),
            reasons);
  }

  private static Optional<String> shortcoming(Node node, Baseline baseline) {
    FeatureSet needed = baseline.sets().get(node.architecture());
    if (needed == null) {
      return Optional.of(
          "is of %s, about which `%s` says nothing"
              .formatted(node.architecture(), baseline.name()));
    }
    List<Feature> lacking = needed.beyond(node.guaranteed());
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    boolean perhaps = node.possible().containsAll(needed);
    return Optional.of((perhaps ? "is not certain to have " : "lacks ") + featureNames(lacking));
  }

  private List<Reason> why(Baseline baseline, Feature feature) {
    return FeatureExplainer.explain(policy, baseline, feature).reasons();
  }

  private ExpectationResult passed(Expectation expectation) {
    return new ExpectationResult(
        TestStatus.PASS, expectation.span(), text(expectation), "", "", List.of());
  }

  private ExpectationResult failed(
      Expectation expectation, String expected, String actual, List<Reason> reasons) {
    return new ExpectationResult(
        TestStatus.FAIL,
        expectation.span(),
        text(expectation),
        expected,
        actual,
        reasons.stream().distinct().toList());
  }

  /** The line without {@code expect} and semicolon, its white space made even. */
  private String text(Expectation expectation) {
    String line = policy.source().text(expectation.span()).replaceAll("\\s+", " ").strip();
    return line.replaceFirst("^expect ", "").replaceFirst(" ?;$", "");
  }

  private static String featureNames(List<Feature> features) {
    return names(features.stream().map(Feature::name).toList());
  }

  /** The names, no more than a line holds. */
  static String names(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }
}
