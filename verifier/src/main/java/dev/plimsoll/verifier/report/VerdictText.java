package dev.plimsoll.verifier.report;

import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.diagnostic.Severity;
import dev.plimsoll.verifier.scan.SkippedObject;
import dev.plimsoll.verifier.verdict.Finding;
import dev.plimsoll.verifier.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A verdict for a person at a terminal: the outcome, the first findings in full, the others in a
 * line each, and how much of the build was looked at. Lines end in {@code \n}.
 */
public final class VerdictText {
  private static final int IN_FULL = 5;
  private static final int IN_SHORT = 15;
  private static final int FEATURES = 12;
  private static final int JUDGED = 10;

  private static final String BOLD = "1";
  private static final String RED = "1;31";
  private static final String YELLOW = "1;33";
  private static final String GREEN = "1;32";

  private final boolean colour;
  private final Map<String, List<String>> trails;
  private final StringBuilder out = new StringBuilder();

  private VerdictText(Map<String, List<String>> trails, boolean colour) {
    this.trails = trails;
    this.colour = colour;
  }

  /**
   * The report of a verdict.
   *
   * @param colour whether to use ANSI colours
   */
  public static String print(Verdict verdict, boolean colour) {
    return print(verdict, Map.of(), colour);
  }

  /**
   * The report of a verdict that tells how artifacts came into the build.
   *
   * @param trails by artifact: the artifacts on the way to it, itself last
   */
  public static String print(Verdict verdict, Map<String, List<String>> trails, boolean colour) {
    return new VerdictText(trails, colour).draw(verdict);
  }

  private String draw(Verdict verdict) {
    headline(verdict);
    List<List<Finding>> groups = groups(verdict.findings());
    List<List<Finding>> open = groups.stream().filter(g -> !isNote(g)).toList();
    open.stream().limit(IN_FULL).forEach(this::full);
    open.stream().skip(IN_FULL).limit(IN_SHORT).forEach(this::brief);
    if (open.size() > IN_FULL + IN_SHORT) {
      line("and " + (open.size() - IN_FULL - IN_SHORT) + " more; the JSON report has all of them");
    }
    if (open.size() > IN_FULL) {
      out.append('\n');
    }
    exemptions(groups.stream().filter(g -> g.get(0).isExempted()).toList());
    judged(verdict);
    closing(verdict);
    return out.toString();
  }

  private void headline(Verdict verdict) {
    String paint =
        switch (verdict.status()) {
          case FAIL -> RED;
          case PASS_WITH_EXEMPTIONS -> YELLOW;
          case PASS -> GREEN;
        };
    line(
        paint(paint, verdict.status().label())
            + paint(BOLD, ": baseline " + verdict.baseline() + " of " + verdict.policy()));
    line(
        "%s, %s, %s"
            .formatted(
                count(verdict.errorCount(), "error"),
                count(verdict.warningCount(), "warning"),
                count(verdict.exemptionCount(), "exemption")));
    out.append('\n');
  }

  private void full(List<Finding> group) {
    Finding first = group.get(0);
    line(severity(first) + paint(BOLD, ": " + first.code().title()));
    line("  --> " + place(first));
    List<String> trail =
        first.artifact().map(a -> trails.getOrDefault(a, List.of())).orElse(List.of());
    if (trail.size() > 1) {
      line("   | by way of " + visible(String.join(" -> ", trail)));
    }
    if (isCounted(first)) {
      group.stream().limit(FEATURES).forEach(finding -> line("   | " + amount(finding)));
      if (group.size() > FEATURES) {
        List<Finding> rest = group.subList(FEATURES, group.size());
        line("   | and " + features(rest));
      }
    } else {
      group.forEach(finding -> line("   | " + visible(finding.message())));
    }
    first.decider().ifPresent(decider -> line("   = decided by: " + visible(decider.describe())));
    first.exemption().ifPresent(waiver -> line("   = waiver of " + visible(waiver.owner())));
    line("   = help: " + visible(first.mend()));
    first.allowWith().ifPresent(rule -> line("   = or with a reason: " + visible(rule)));
    out.append('\n');
  }

  private void brief(List<Finding> group) {
    Finding first = group.get(0);
    String what = isCounted(first) ? features(group) : visible(first.message());
    line(severity(first) + ": " + place(first) + ": " + what);
  }

  private void exemptions(List<List<Finding>> groups) {
    for (List<Finding> group : groups) {
      Finding first = group.get(0);
      first
          .exemption()
          .ifPresent(
              waiver -> {
                String what = isCounted(first) ? features(group) : first.code().title();
                line("exempted[" + first.code().id() + "]: " + place(first) + ": " + what);
                line(
                    "   = by %s until %s, because %s"
                        .formatted(
                            visible(waiver.owner()), waiver.until(), visible(waiver.because())));
              });
    }
    if (!groups.isEmpty()) {
      out.append('\n');
    }
  }

  private void judged(Verdict verdict) {
    verdict.judged().stream()
        .limit(JUDGED)
        .forEach(
            object ->
                line(
                    "judged: %s (%s): %s"
                        .formatted(
                            visible(object.path()),
                            visible(object.architecture()),
                            object.features().isEmpty()
                                ? "base instruction set"
                                : visible(String.join(", ", object.features())))));
    if (verdict.judged().size() > JUDGED) {
      line("and " + (verdict.judged().size() - JUDGED) + " more objects judged");
    }
    if (!verdict.judged().isEmpty()) {
      out.append('\n');
    }
  }

  private void closing(Verdict verdict) {
    Verdict.Objects objects = verdict.objects();
    line(
        "%s, %d analysed, %d not analysed"
            .formatted(
                count(objects.total(), "object"), objects.analysed(), objects.notAnalysed()));
    if (objects.notJudged() > 0) {
      line(
          "%s not judged: for architectures that %s does not name"
              .formatted(count(objects.notJudged(), "object"), verdict.baseline()));
    }
    if (!verdict.skipped().isEmpty()) {
      Map<String, Long> kinds =
          verdict.skipped().stream()
              .collect(
                  Collectors.groupingBy(
                      SkippedObject::reason, TreeMap::new, Collectors.counting()));
      line(
          "skipped: "
              + kinds.entrySet().stream()
                  .map(kind -> kind.getValue() + " " + visible(kind.getKey()))
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Findings that differ in their feature or message only, in the order of the first of each. */
  private static List<List<Finding>> groups(List<Finding> findings) {
    Map<Object, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Object key =
          List.of(
              finding.severity(),
              finding.code(),
              finding.artifact(),
              finding.path(),
              finding.decider(),
              finding.exemption());
      groups.computeIfAbsent(key, added -> new ArrayList<>()).add(finding);
    }
    return List.copyOf(groups.values());
  }

  private static boolean isNote(List<Finding> group) {
    return group.get(0).severity() == Severity.NOTE;
  }

  private static boolean isCounted(Finding finding) {
    return finding.feature().isPresent() && finding.evidence().instructions() > 0;
  }

  private static String amount(Finding finding) {
    Finding.Evidence evidence = finding.evidence();
    String functions =
        evidence.functions() == 0 ? "" : " in " + count(evidence.functions(), "function");
    String places =
        evidence.places().isEmpty()
            ? ""
            : ": "
                + visible(String.join(", ", evidence.places()))
                + (evidence.functions() > evidence.places().size() ? ", …" : "");
    return visible(finding.feature().orElse(""))
        + ": "
        + count(evidence.instructions(), "instruction")
        + functions
        + places;
  }

  private static String features(List<Finding> group) {
    return group.stream()
        .flatMap(finding -> finding.feature().stream())
        .map(VerdictText::visible)
        .collect(Collectors.joining(", "));
  }

  private static String place(Finding finding) {
    List<String> notes = new ArrayList<>();
    finding.artifact().filter(a -> !a.equals(finding.path())).ifPresent(notes::add);
    finding.architecture().ifPresent(notes::add);
    return visible(finding.path())
        + (notes.isEmpty() ? "" : " (" + visible(String.join(", ", notes)) + ")");
  }

  private String severity(Finding finding) {
    String paint = finding.severity() == Severity.ERROR ? RED : YELLOW;
    return paint(paint, finding.severity().label() + "[" + finding.code().id() + "]");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private String paint(String codes, String text) {
    return colour ? "\u001B[" + codes + "m" + text + "\u001B[0m" : text;
  }

  private static String visible(String text) {
    return Quoted.visible(text);
  }

  private static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
