package dev.plimsoll.runtime.enforce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a supervisor did.
 *
 * @param mechanism the one that was used
 * @param refusals why each stronger one was not
 * @param masked how many programs were executed with masked words
 * @param shownInProc how many of them show the same words in {@code /proc/PID/auxv}
 * @param leftAlone how many programs the plan has no words for, by ABI
 * @param refused how many programs the plan denied, by ABI
 * @param lost how many programs could not be held
 * @param remarks sentences about the first programs that were lost, denied or to be named
 * @param controls what became of each kernel control, in sentences
 * @param limits what the mechanism cannot reach, in sentences
 */
public record HoldReport(
    Mechanism mechanism,
    List<String> refusals,
    long masked,
    long shownInProc,
    SortedMap<String, Long> leftAlone,
    SortedMap<String, Long> refused,
    long lost,
    List<String> remarks,
    List<String> controls,
    List<String> limits) {

  /** The first line of a report's text. */
  public static final String HEADER = "plimsoll-report 1";

  public HoldReport {
    refusals = List.copyOf(refusals);
    leftAlone = Collections.unmodifiableSortedMap(new TreeMap<>(leftAlone));
    refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    remarks = List.copyOf(remarks);
    controls = List.copyOf(controls);
    limits = List.copyOf(limits);
  }

  /** The report as lines of a key and its value, which {@link #parse} reads. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    line(text, "mechanism", mechanism.letter());
    line(text, "masked", masked);
    line(text, "shown-in-proc", shownInProc);
    line(text, "lost", lost);
    leftAlone.forEach((abi, count) -> line(text, "left-alone", count + " " + abi));
    refused.forEach((abi, count) -> line(text, "refused", count + " " + abi));
    refusals.forEach(sentence -> line(text, "refusal", sentence));
    remarks.forEach(sentence -> line(text, "remark", sentence));
    controls.forEach(sentence -> line(text, "control", sentence));
    limits.forEach(sentence -> line(text, "limit", sentence));
    return text.toString();
  }

  private static void line(StringBuilder text, String key, Object value) {
    text.append(key).append(' ').append(value.toString().replace('\n', ' ')).append('\n');
  }

  /** Reads a report's text; empty if it is none. */
  public static Optional<HoldReport> parse(String text) {
    Map<String, List<String>> values = new TreeMap<>();
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      return Optional.empty();
    }
    for (String line : lines.subList(1, lines.size())) {
      int space = line.indexOf(' ');
      if (space > 0) {
        values
            .computeIfAbsent(line.substring(0, space), key -> new ArrayList<>())
            .add(line.substring(space + 1));
      }
    }
    return Mechanism.of(values.getOrDefault("mechanism", List.of("")).get(0))
        .map(
            mechanism ->
                new HoldReport(
                    mechanism,
                    values.getOrDefault("refusal", List.of()),
                    number(values.getOrDefault("masked", List.of("")).get(0)),
                    number(values.getOrDefault("shown-in-proc", List.of("")).get(0)),
                    counts(values.getOrDefault("left-alone", List.of())),
                    counts(values.getOrDefault("refused", List.of())),
                    number(values.getOrDefault("lost", List.of("")).get(0)),
                    values.getOrDefault("remark", List.of()),
                    values.getOrDefault("control", List.of()),
                    values.getOrDefault("limit", List.of())));
  }

  private static SortedMap<String, Long> counts(List<String> entries) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (String entry : entries) {
      int space = entry.indexOf(' ');
      counts.put(entry.substring(space + 1), number(entry.substring(0, Math.max(space, 0))));
    }
    return counts;
  }

  private static long number(String digits) {
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
