package dev.plimsoll.verifier.report;

import dev.plimsoll.verifier.scan.Declared;
import dev.plimsoll.verifier.scan.Detection;
import dev.plimsoll.verifier.scan.FeatureUse;
import dev.plimsoll.verifier.scan.FunctionUse;
import dev.plimsoll.verifier.scan.HintUse;
import dev.plimsoll.verifier.scan.ObjectReport;
import dev.plimsoll.verifier.scan.ScanError;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.SkippedObject;
import dev.plimsoll.verifier.scan.Use;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes a scan for a person to read: each object with what it uses, then what was skipped, what
 * could not be read, and a line that sums all of it up.
 */
public final class ScanText {

  private final PrintWriter out;

  private ScanText(PrintWriter out) {
    this.out = out;
  }

  /**
   * Writes a scan, in UTF-8.
   *
   * @param functions whether objects list their functions, which the scan must have been asked for
   * @param out stays open
   */
  public static void write(ScanReport report, boolean functions, OutputStream out) {
    PrintWriter writer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    ScanText text = new ScanText(writer);
    report.objects().forEach(object -> text.object(object, functions));
    text.rest(report);
    text.line(summary(report));
    writer.flush();
  }

  private void object(ObjectReport object, boolean functions) {
    line(PlainText.safe(object.path()));
    labelled("architecture", object.architecture() + object.abi().map(abi -> " " + abi).orElse(""));
    object.artifact().ifPresent(artifact -> labelled("artifact", PlainText.safe(artifact)));
    labelled("type", object.type() + ", " + code(object));
    declared(object.declared());
    features(object);
    if (!object.hints().isEmpty()) {
      labelled(
          "hints", object.hints().stream().map(ScanText::hint).collect(Collectors.joining(", ")));
    }
    if (!object.detection().isEmpty()) {
      labelled(
          "detection",
          object.detection().stream().map(ScanText::detection).collect(Collectors.joining(", ")));
    }
    unreferenced(object.unreferenced());
    if (functions && !object.functions().isEmpty()) {
      labelled("functions", PlainText.count(object.functions().size(), "function"));
      object.functions().forEach(this::function);
    }
    line("");
  }

  private static String code(ObjectReport object) {
    String undecoded =
        object.undecodedBytes() == 0
            ? ""
            : ", of which " + PlainText.bytes(object.undecodedBytes()) + " do not decode";
    return PlainText.bytes(object.codeBytes()) + " of code" + undecoded;
  }

  private void declared(Declared declared) {
    declared("needs", declared.needed());
    declared("uses", declared.used());
    declared("marked as", declared.features1and());
  }

  private void declared(String verb, List<String> names) {
    if (!names.isEmpty()) {
      labelled("declared", verb + " " + String.join(", ", names));
    }
  }

  private void features(ObjectReport object) {
    if (!object.analysed()) {
      labelled("features", "not known: " + object.notAnalysed().orElse(""));
      return;
    }
    String label = "features";
    for (FeatureUse feature : object.features()) {
      labelled(
          label,
          String.format(
              Locale.ROOT,
              "%-18s %9d %s in %s",
              feature.name(),
              feature.instructions(),
              feature.instructions() == 1 ? "instruction " : "instructions",
              PlainText.count(feature.functions(), "function")));
      label = "";
    }
    if (object.features().isEmpty()) {
      labelled("features", "none beyond the base instruction set");
    }
  }

  private void unreferenced(List<Use> uses) {
    Map<String, Long> counts = new TreeMap<>();
    for (Use use : uses) {
      use.kind()
          .features()
          .forEach(feature -> counts.merge(feature, use.instructions(), Long::sum));
    }
    if (!counts.isEmpty()) {
      labelled(
          "unreferenced",
          counts.entrySet().stream()
              .map(e -> e.getKey() + " " + e.getValue())
              .collect(Collectors.joining(", ", "", " (in bytes that may be data)")));
    }
  }

  private static String hint(HintUse hint) {
    return hint.name() + " " + hint.instructions();
  }

  private static String detection(Detection detection) {
    String via = detection.via().map(name -> " via " + name).orElse("");
    String sites =
        detection.sites() == 0 ? "" : " (" + PlainText.count(detection.sites(), "site") + ")";
    return detection.mechanism() + via + sites;
  }

  private void function(FunctionUse function) {
    line(
        String.format(
            Locale.ROOT,
            "    %12x %8d  %s  %s",
            function.address(),
            function.size(),
            PlainText.safe(function.name()),
            String.join(",", function.features())));
  }

  private void rest(ScanReport report) {
    for (SkippedObject skipped : report.skipped()) {
      line("skipped  " + PlainText.safe(skipped.path()) + ": " + skipped.reason());
    }
    List<ScanError> failures = report.failures();
    for (ScanError error : failures) {
      line("error    " + PlainText.safe(error.path()) + ": " + PlainText.safe(error.reason()));
    }
    if (!report.skipped().isEmpty() || !failures.isEmpty()) {
      line("");
    }
  }

  private static String summary(ScanReport report) {
    Map<String, Long> architectures =
        report.objects().stream()
            .collect(
                Collectors.groupingBy(
                    ObjectReport::architecture, TreeMap::new, Collectors.counting()));
    String which =
        architectures.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    long code = report.objects().stream().mapToLong(ObjectReport::codeBytes).sum();
    return PlainText.count(report.objects().size(), "native object")
        + (which.isEmpty() ? "" : " (" + which + ")")
        + ", "
        + PlainText.bytes(code)
        + " of code; "
        + report.skipped().size()
        + " skipped; "
        + PlainText.count(report.failures().size(), "error");
  }

  private void labelled(String label, String text) {
    line(String.format(Locale.ROOT, "  %-13s %s", label, text).stripTrailing());
  }

  private void line(String text) {
    out.print(text);
    out.print('\n');
  }
}
