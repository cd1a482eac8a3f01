package dev.plimsoll.verifier.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.dsl.diagnostic.Severity;
import dev.plimsoll.dsl.source.Position;
import dev.plimsoll.verifier.scan.ScanError;
import dev.plimsoll.verifier.scan.SkippedObject;
import dev.plimsoll.verifier.verdict.Decider;
import dev.plimsoll.verifier.verdict.Finding;
import dev.plimsoll.verifier.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a verdict with all its findings as one JSON document, schema 1. */
public final class VerdictJson {
  private final JsonGenerator json;
  private final Map<String, List<String>> trails;

  private VerdictJson(JsonGenerator json, Map<String, List<String>> trails) {
    this.json = json;
    this.trails = trails;
  }

  /** Writes UTF-8 and a line end; does not close the stream. */
  public static void write(Verdict verdict, OutputStream out) throws IOException {
    write(verdict, Map.of(), out);
  }

  /**
   * The same, and how artifacts came into the build.
   *
   * @param trails by artifact: the artifacts on the way to it, itself last
   */
  public static void write(Verdict verdict, Map<String, List<String>> trails, OutputStream out)
      throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    json.setPrettyPrinter(
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
    new VerdictJson(json, trails).write(verdict);
    json.writeRaw('\n');
    json.close();
  }

  private void write(Verdict verdict) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schema", 1);
    json.writeStringField("verdict", verdict.status().label());
    json.writeStringField("policy", verdict.policy());
    json.writeStringField("baseline", verdict.baseline());
    json.writeStringField("failOn", verdict.failOn().label());
    writeSummary(verdict);
    json.writeArrayFieldStart("judged");
    for (Verdict.Judged object : verdict.judged()) {
      json.writeStartObject();
      json.writeStringField("path", object.path());
      json.writeStringField("architecture", object.architecture());
      writeArray("features", object.features());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("findings");
    for (Finding finding : verdict.findings()) {
      writeFinding(finding);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("skipped");
    for (SkippedObject skipped : verdict.skipped()) {
      writePathAndReason(skipped.path(), skipped.reason());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("errors");
    for (ScanError error : verdict.errors()) {
      writePathAndReason(error.path(), error.reason());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeSummary(Verdict verdict) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeNumberField("objects", verdict.objects().total());
    json.writeNumberField("analysed", verdict.objects().analysed());
    json.writeNumberField("notAnalysed", verdict.objects().notAnalysed());
    json.writeNumberField("notJudged", verdict.objects().notJudged());
    json.writeNumberField("errors", verdict.errorCount());
    json.writeNumberField("warnings", verdict.warningCount());
    json.writeNumberField("exemptions", verdict.exemptionCount());
    json.writeEndObject();
  }

  private void writeFinding(Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", finding.code().id());
    json.writeStringField("severity", severity(finding));
    json.writeStringField("title", finding.code().title());
    writeOptional("artifact", finding.artifact());
    List<String> trail =
        finding.artifact().map(a -> trails.getOrDefault(a, List.of())).orElse(List.of());
    if (!trail.isEmpty()) {
      writeArray("trail", trail);
    }
    json.writeStringField("path", finding.path());
    writeOptional("architecture", finding.architecture());
    writeOptional("feature", finding.feature());
    if (finding.evidence().instructions() > 0) {
      json.writeNumberField("instructions", finding.evidence().instructions());
      json.writeNumberField("functions", finding.evidence().functions());
      writeArray("places", finding.evidence().places());
    }
    json.writeStringField("message", finding.message());
    if (finding.decider().isPresent()) {
      writeDecider(finding.decider().get());
    }
    if (finding.exemption().isPresent()) {
      writeExemption(finding.exemption().get());
    }
    if (!finding.mend().isEmpty()) {
      json.writeStringField("mend", finding.mend());
    }
    writeOptional("allowWith", finding.allowWith());
    json.writeEndObject();
  }

  private void writeDecider(Decider decider) throws IOException {
    json.writeObjectFieldStart("decidedBy");
    if (decider instanceof Decider.ByRule byRule) {
      Position position = byRule.position();
      json.writeStringField("rule", byRule.text());
      json.writeStringField("file", byRule.source().name());
      json.writeNumberField("line", position.line());
      json.writeNumberField("column", position.column());
    } else if (decider instanceof Decider.ByDefault byDefault) {
      json.writeStringField("default", byDefault.value().text());
    }
    json.writeEndObject();
  }

  private void writeExemption(Rule.Waiver waiver) throws IOException {
    json.writeObjectFieldStart("exemption");
    json.writeStringField("because", waiver.because());
    json.writeStringField("owner", waiver.owner());
    json.writeStringField("until", waiver.until().toString());
    json.writeEndObject();
  }

  private void writePathAndReason(String path, String reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", path);
    json.writeStringField("reason", reason);
    json.writeEndObject();
  }

  private void writeArray(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void writeOptional(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private static String severity(Finding finding) {
    return finding.severity() == Severity.NOTE ? "exempted" : finding.severity().label();
  }
}
