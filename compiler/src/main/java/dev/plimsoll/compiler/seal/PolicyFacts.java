package dev.plimsoll.compiler.seal;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Expectation;
import dev.plimsoll.compiler.policy.Fleet;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.PolicyTest;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.compiler.policy.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * What a policy says apart from its baselines, as facts that can be compared: how it is written,
 * and in which order, makes no difference.
 */
final class PolicyFacts {
  private PolicyFacts() {}

  /**
   * What is known of one thing.
   *
   * @param features facts so many that they are only worth telling where they change
   */
  record Facts(NavigableSet<String> stated, NavigableSet<String> features) {
    static final Facts NONE = of(List.of());

    static Facts of(List<String> stated) {
      return new Facts(new TreeSet<>(stated), new TreeSet<>());
    }
  }

  /** By the name of each part of a kind, then by what is told of the part. */
  static SortedMap<String, SortedMap<String, Facts>> of(PolicyDifference.Kind kind, Policy policy) {
    return switch (kind) {
      case FLEET -> fleets(policy);
      case HOLD -> holds(policy);
      case RULES -> rules(policy);
      case TEST -> tests(policy);
    };
  }

  /** By fleet: each node, and for each architecture what all nodes or some node have. */
  private static SortedMap<String, SortedMap<String, Facts>> fleets(Policy policy) {
    SortedMap<String, SortedMap<String, Facts>> fleets = new TreeMap<>();
    for (Fleet fleet : policy.visibleFleets()) {
      SortedMap<String, Facts> facts = new TreeMap<>();
      SortedMap<String, FeatureSet> common = new TreeMap<>();
      SortedMap<String, FeatureSet> any = new TreeMap<>();
      for (Node node : fleet.nodes()) {
        facts.put("node " + node.name(), node(node));
        join(common, node, FeatureSet::and);
        join(any, node, FeatureSet::plus);
      }
      common.forEach((on, set) -> facts.put("common on " + on, features(set)));
      any.forEach((on, set) -> facts.put("any on " + on, features(set)));
      fleets.put(fleet.name(), facts);
    }
    return fleets;
  }

  private static void join(
      SortedMap<String, FeatureSet> sets, Node node, BinaryOperator<FeatureSet> operator) {
    sets.merge(node.architecture(), node.guaranteed(), operator);
  }

  private static Facts features(FeatureSet set) {
    return new Facts(new TreeSet<>(), names(set));
  }

  private static NavigableSet<String> names(FeatureSet set) {
    NavigableSet<String> names = new TreeSet<>();
    set.features().stream().map(Feature::name).forEach(names::add);
    return names;
  }

  private static Facts node(Node node) {
    NavigableSet<String> stated = new TreeSet<>();
    stated.add("arch " + node.architecture());
    node.kernel().ifPresent(kernel -> stated.add("kernel " + kernel));
    node.vectorLengths().forEach((f, bits) -> stated.add("vector-length " + f + " " + bits));
    NavigableSet<String> features = names(node.guaranteed());
    for (String name : names(node.possible())) {
      if (!node.guaranteed().contains(name)) {
        features.add(name + " (possibly)");
      }
    }
    return new Facts(stated, features);
  }

  /** By baseline: each line of {@code hold}, defaults included. */
  private static SortedMap<String, SortedMap<String, Facts>> holds(Policy policy) {
    SortedMap<String, SortedMap<String, Facts>> holds = new TreeMap<>();
    for (Baseline baseline : policy.governed()) {
      Hold hold = policy.holdOf(baseline);
      List<String> accepted = new ArrayList<>();
      hold.accepted().forEach((name, because) -> accepted.add(name + " because " + because));
      List<String> limits = new ArrayList<>();
      hold.limits().forEach((family, bits) -> limits.add(family + " " + bits));
      SortedMap<String, Facts> facts = new TreeMap<>();
      facts.put("words", Facts.of(List.of(hold.words())));
      facts.put("knobs", Facts.of(hold.knobs()));
      facts.put("limit vector-length", Facts.of(limits));
      facts.put("accept losing", Facts.of(accepted));
      facts.put("residual", Facts.of(List.of(lower(hold.residual()))));
      facts.put("on-loss", Facts.of(List.of(lower(hold.onLoss()))));
      facts.put("exec-32bit", Facts.of(List.of(lower(hold.exec32Bit()))));
      holds.put(baseline.name(), facts);
    }
    return holds;
  }

  /** By baseline: its rules, each with one member at most. */
  private static SortedMap<String, SortedMap<String, Facts>> rules(Policy policy) {
    SortedMap<String, SortedMap<String, Facts>> all = new TreeMap<>();
    for (RuleSet set : policy.ruleSets()) {
      List<String> rules =
          set.rules().stream().flatMap(rule -> texts(rule).stream()).sorted().toList();
      all.put(set.baseline(), single(Facts.of(rules)));
    }
    return all;
  }

  private static List<String> texts(Rule rule) {
    StringBuilder clauses = new StringBuilder();
    rule.via().ifPresent(knob -> clauses.append(" via ").append(knob));
    rule.above().ifPresent(bound -> clauses.append(" > ").append(bound).append(" bytes"));
    rule.architecture().ifPresent(on -> clauses.append(" on ").append(on));
    rule.waiver()
        .ifPresent(w -> clauses.append(" in ").append(w.artifact()).append(' ').append(w.path()));
    rule.because().ifPresent(why -> clauses.append(" because ").append(why));
    rule.waiver()
        .ifPresent(
            w -> clauses.append(" owner ").append(w.owner()).append(" until ").append(w.until()));
    String head = lower(rule.decision()) + " " + rule.family();
    return rule.members().isEmpty()
        ? List.of(head + clauses)
        : rule.members().stream().map(member -> head + " " + member + clauses).toList();
  }

  /** By title: what the tests expect. */
  private static SortedMap<String, SortedMap<String, Facts>> tests(Policy policy) {
    SortedMap<String, SortedMap<String, Facts>> tests = new TreeMap<>();
    for (PolicyTest test : policy.tests()) {
      SortedMap<String, Facts> facts =
          tests.computeIfAbsent(test.title(), title -> single(Facts.of(List.of())));
      for (Expectation expectation : test.expectations()) {
        String text = policy.source().text(expectation.span()).strip().replaceAll("\\s+", " ");
        Optional.ofNullable(facts.get("")).ifPresent(f -> f.stated().add(text));
      }
    }
    return tests;
  }

  private static SortedMap<String, Facts> single(Facts facts) {
    SortedMap<String, Facts> map = new TreeMap<>();
    map.put("", facts);
    return map;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
