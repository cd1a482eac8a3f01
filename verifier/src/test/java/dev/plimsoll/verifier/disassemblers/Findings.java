package dev.plimsoll.verifier.disassemblers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What comparisons found, over all subjects; threads may add to it. */
final class Findings {

  /** Kinds of differences that are kept, and examples of each that no row explains. */
  private static final int MOST = 20_000;

  private static final int EXAMPLES = 6;

  /** What one tool's sweeps over the subjects of one instruction set added up to. */
  private static final class Total {
    private int subjects;
    private long instructions;
    private long neither;
    private long apart;
    private long explained;
    private long unexplained;
  }

  /** Differences of one kind. */
  private static final class Some {
    private long times;
    private final List<String> examples = new ArrayList<>();
  }

  private final ExpectedDifferences expected;
  private final Map<String, Total> totals = new TreeMap<>();
  private final Map<String, Some> unexplained = new TreeMap<>();
  private final Map<String, Some> explained = new TreeMap<>();
  private final Map<String, FeatureCounts> counts = new TreeMap<>();

  Findings(ExpectedDifferences expected) {
    this.expected = expected;
  }

  void differ(Subject subject, Tool tool, Difference difference) {
    Optional<ExpectedDifferences.Row> row = expected.explain(subject, tool, difference);
    String first = difference.there().split("[ \t]", 2)[0];
    String kind =
        String.join(
            "\t",
            subject.set().name(),
            tool.shown(),
            subject.random() ? "random" : "objects",
            difference.kind().shown(),
            tool == Tool.ZYDIS ? difference.there() : first,
            difference.here());
    synchronized (this) {
      Total total = total(subject, tool);
      if (row.isPresent()) {
        total.explained++;
        note(explained, kind + "\t" + row.get().right() + ": " + row.get().why(), 1, difference);
      } else {
        total.unexplained++;
        note(unexplained, kind, EXAMPLES, difference);
      }
    }
  }

  private static void note(Map<String, Some> all, String kind, int most, Difference difference) {
    if (all.size() < MOST || all.containsKey(kind)) {
      Some some = all.computeIfAbsent(kind, k -> new Some());
      some.times++;
      if (some.examples.size() < most) {
        some.examples.add(difference.hex() + " " + difference.there().replace('\t', ' '));
      }
    }
  }

  synchronized void add(Subject subject, Tool tool, Lockstep lockstep) {
    Total total = total(subject, tool);
    total.subjects++;
    total.instructions += lockstep.instructions();
    total.neither += lockstep.neither();
    total.apart += lockstep.apart();
  }

  synchronized void addCounts(Subject subject, Tool tool, FeatureCounts more) {
    if (!subject.random()) {
      String name = subject.set().name() + ", " + tool.shown();
      counts.computeIfAbsent(name, key -> new FeatureCounts()).addAll(more);
    }
  }

  private Total total(Subject subject, Tool tool) {
    return totals.computeIfAbsent(
        String.format(
            Locale.ROOT,
            "%-11s %-11s %s",
            subject.set().name(),
            tool.shown(),
            subject.random() ? "random" : "objects"),
        name -> new Total());
  }

  /** What no row explains, the most frequent first. */
  synchronized List<String> unexplained() {
    return lines(unexplained);
  }

  /** What rows explain, by what the tool calls it and its features here, with who is right. */
  synchronized List<String> explained() {
    return lines(explained);
  }

  private static List<String> lines(Map<String, Some> all) {
    return all.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().times, a.getValue().times))
        .map(
            e ->
                e.getValue().times
                    + "\t"
                    + e.getKey()
                    + "\t"
                    + String.join("; ", e.getValue().examples))
        .toList();
  }

  synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-31s %8s %13s %13s %13s %13s %13s%n",
            "",
            "subjects",
            "instructions",
            "neither",
            "out of step",
            "explained",
            "unexplained"));
    totals.forEach(
        (name, total) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-31s %,8d %,13d %,13d %,13d %,13d %,13d%n",
                    name,
                    total.subjects,
                    total.instructions,
                    total.neither,
                    total.apart,
                    total.explained,
                    total.unexplained)));
    text.append("\nrows: in objects, in random instructions\n");
    for (ExpectedDifferences.Row row : expected.rows()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%4d %,12d %,12d  %s %s, %s: %s; %s is right%n",
              row.number(),
              row.inObjects().sum(),
              row.inRandom().sum(),
              String.join(",", row.sets()),
              row.tool().shown(),
              row.kind().shown(),
              row.what(),
              row.right()));
    }
    text.append("\ninstructions by feature: there, here\n");
    counts.forEach(
        (name, all) ->
            all.byFeatures()
                .forEach(
                    (features, times) ->
                        text.append(
                            String.format(
                                Locale.ROOT,
                                "%-20s %-32s %,13d %,13d%s%n",
                                name,
                                features,
                                times.there(),
                                times.here(),
                                times.here() == times.there() ? "" : "  *"))));
    return text.toString();
  }
}
