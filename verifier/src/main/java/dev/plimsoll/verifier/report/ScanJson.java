package dev.plimsoll.verifier.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
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
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes a scan as one JSON document, schema 1. Beyond what scripts may rely on ({@code path,
 * sha256, architecture, type, codeBytes, undecodedBytes, declared, features, hints, detection}, and
 * {@code functions} where asked for), objects have {@code size}, {@code abi} and {@code artifact}
 * where there is one, {@code analysed}, and {@code unreferenced}: instructions in bytes that may or
 * may not be code. {@code errors} names everything that was not read or not analysed.
 */
public final class ScanJson {

  private final JsonGenerator json;

  private ScanJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes a scan and a final line end, in UTF-8.
   *
   * @param functions whether objects list their functions, which the scan must have been asked for
   * @param out stays open
   */
  public static void write(ScanReport report, boolean functions, OutputStream out)
      throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .setPrettyPrinter(printer)) {
      new ScanJson(json).report(report, functions);
    }
    out.write("\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void report(ScanReport report, boolean functions) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schema", 1);
    json.writeArrayFieldStart("objects");
    for (ObjectReport object : report.objects()) {
      object(object, functions);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("skipped");
    for (SkippedObject skipped : report.skipped()) {
      reason(skipped.path(), skipped.reason());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("errors");
    for (ScanError error : report.failures()) {
      reason(error.path(), error.reason());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void reason(String path, String reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", path);
    json.writeStringField("reason", reason);
    json.writeEndObject();
  }

  private void object(ObjectReport object, boolean functions) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", object.path());
    optional("artifact", object.artifact());
    optional("sha256", object.sha256());
    json.writeNumberField("size", object.size());
    json.writeStringField("architecture", object.architecture());
    optional("abi", object.abi());
    json.writeStringField("type", object.type());
    json.writeBooleanField("analysed", object.analysed());
    json.writeNumberField("codeBytes", object.codeBytes());
    json.writeNumberField("undecodedBytes", object.undecodedBytes());
    json.writeNumberField("dataBytes", object.dataBytes());
    declared(object.declared());
    json.writeArrayFieldStart("features");
    for (FeatureUse feature : object.features()) {
      json.writeStartObject();
      json.writeStringField("name", feature.name());
      json.writeNumberField("instructions", feature.instructions());
      json.writeNumberField("functions", feature.functions());
      json.writeEndObject();
    }
    json.writeEndArray();
    hints(object.hints());
    detection(object.detection());
    unreferenced(object.unreferenced());
    if (functions) {
      functions(object.functions());
    }
    json.writeEndObject();
  }

  private void declared(Declared declared) throws IOException {
    json.writeObjectFieldStart("declared");
    names("needed", declared.needed());
    names("used", declared.used());
    names("features1and", declared.features1and());
    names("isa", declared.isa());
    json.writeEndObject();
  }

  private void hints(List<HintUse> hints) throws IOException {
    json.writeArrayFieldStart("hints");
    for (HintUse hint : hints) {
      json.writeStartObject();
      json.writeStringField("name", hint.name());
      json.writeNumberField("instructions", hint.instructions());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void detection(List<Detection> detection) throws IOException {
    json.writeArrayFieldStart("detection");
    for (Detection by : detection) {
      json.writeStartObject();
      json.writeStringField("mechanism", by.mechanism());
      optional("via", by.via());
      if (by.sites() > 0) {
        json.writeNumberField("sites", by.sites());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void unreferenced(List<Use> uses) throws IOException {
    json.writeArrayFieldStart("unreferenced");
    for (Use use : uses) {
      json.writeStartObject();
      names("features", use.kind().features());
      optional("hint", use.kind().hint());
      optional("detection", use.kind().detection());
      json.writeNumberField("instructions", use.instructions());
      json.writeArrayFieldStart("firstAddresses");
      for (long address : use.firstAddresses()) {
        json.writeNumber(unsigned(address));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void functions(List<FunctionUse> functions) throws IOException {
    json.writeArrayFieldStart("functions");
    for (FunctionUse function : functions) {
      json.writeStartObject();
      json.writeStringField("name", function.name());
      json.writeFieldName("address");
      json.writeNumber(unsigned(function.address()));
      json.writeNumberField("size", function.size());
      names("features", function.features());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void names(String field, List<String> names) throws IOException {
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  private void optional(String field, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }

  private static BigInteger unsigned(long number) {
    return new BigInteger(Long.toUnsignedString(number));
  }
}
