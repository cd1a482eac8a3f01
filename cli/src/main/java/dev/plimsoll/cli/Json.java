package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.dsl.source.Position;
import java.io.IOException;
import java.io.OutputStream;

/** JSON documents on a stream that stays open. */
final class Json {
  private Json() {}

  static JsonGenerator document(OutputStream out) throws IOException {
    return new JsonFactory()
        .createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .useDefaultPrettyPrinter();
  }

  static void write(JsonGenerator json, Position position) throws IOException {
    json.writeNumberField("line", position.line());
    json.writeNumberField("column", position.column());
  }

  /** A link of an explanation, as an object. */
  static void write(JsonGenerator json, Reason reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", reason.file().name());
    write(json, reason.position());
    json.writeStringField("reason", reason.text());
    json.writeStringField("text", reason.file().line(reason.position().line()).strip());
    json.writeEndObject();
  }
}
