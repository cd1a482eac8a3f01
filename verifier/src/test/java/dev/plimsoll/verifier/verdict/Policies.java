package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.catalog.Architecture;
import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.catalog.IsaCatalog;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Fleet;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.compiler.policy.RuleSet;
import dev.plimsoll.dsl.source.SourceFile;
import dev.plimsoll.dsl.source.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Policies for tests: a baseline {@code line} and its rules, each on a line of its own. */
public final class Policies {
  private static final Span NOWHERE = new Span(0, 0);

  private final List<Fleet> fleets = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, FeatureSet> sets = new TreeMap<>();
  private final StringBuilder text = new StringBuilder();

  private Policies() {}

  /** A policy whose baseline has a level for each architecture: {@code "x86_64 x86-64-v2"}. */
  public static Policies of(String... levels) {
    Policies policies = new Policies();
    for (String level : levels) {
      String[] words = level.split(" ", -1);
      Architecture architecture = IsaCatalog.load().architecture(words[0]).orElseThrow();
      policies.sets.put(words[0], architecture.level(words[1]).orElseThrow().set());
    }
    return policies;
  }

  /** A fleet with a node of an architecture. */
  public Policies fleet(String architecture) {
    FeatureSet none = IsaCatalog.load().architecture(architecture).orElseThrow().emptySet();
    Node node = new Node("node", architecture, none, none, Optional.empty(), Map.of(), NOWHERE);
    fleets.add(new Fleet("production", "", List.of(node), NOWHERE));
    return this;
  }

  /** {@code "deny dispatch unknown"}, {@code "on aarch64 deny hint pauth"}. */
  public Policies rule(String written) {
    return add(written, Optional.empty());
  }

  /** {@code "allow dispatch unknown"} in an artifact and path, until a day. */
  public Policies waiver(String written, String artifact, String path, String until) {
    Rule.Waiver waiver =
        new Rule.Waiver(artifact, path, "it asks first", "storage-team", LocalDate.parse(until));
    String clause =
        " in \"%s\" \"%s\" because \"it asks first\" owner \"storage-team\" until %s"
            .formatted(artifact, path, until);
    return add(written + clause, Optional.of(waiver));
  }

  private Policies add(String written, Optional<Rule.Waiver> waiver) {
    Span span = new Span(text.length(), written.length());
    text.append(written).append(";\n");
    String subject = waiver.isPresent() ? written.substring(0, written.indexOf(" in \"")) : written;
    List<String> words = new ArrayList<>(Arrays.asList(subject.split(" ", -1)));
    Optional<String> architecture = Optional.empty();
    if (words.get(0).equals("on")) {
      architecture = Optional.of(words.get(1));
      words.subList(0, 2).clear();
    }
    int via = words.indexOf("via");
    int end = via < 0 ? words.size() : via;
    rules.add(
        new Rule(
            Decision.valueOf(words.get(0).toUpperCase(Locale.ROOT)),
            words.get(1),
            words.subList(2, end),
            via < 0 ? Optional.empty() : Optional.of(words.get(via + 1)),
            OptionalLong.empty(),
            architecture,
            waiver,
            waiver.map(Rule.Waiver::because),
            span));
    return this;
  }

  public Policy build() {
    SourceFile source = new SourceFile("app.plimsoll", text.toString());
    Baseline baseline =
        new Baseline("line", "", new TreeMap<>(sets), new TreeMap<>(), Optional.empty(), NOWHERE);
    return new Policy(
        "com.acme.AppLine",
        "",
        source,
        fleets,
        List.of(baseline),
        List.of(),
        List.of(new RuleSet("line", rules, NOWHERE)),
        List.of(),
        List.of());
  }
}
