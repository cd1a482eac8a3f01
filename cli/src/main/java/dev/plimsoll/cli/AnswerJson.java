package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plimsoll.compiler.explain.Reason;
import dev.plimsoll.verifier.explain.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Answers to a question as one document. */
final class AnswerJson {
  private AnswerJson() {}

  static void write(PrintStream out, String question, List<Answer> answers) throws IOException {
    try (JsonGenerator json = Json.document(out)) {
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeStringField("question", question);
      json.writeArrayFieldStart("answers");
      for (Answer answer : answers) {
        json.writeStartObject();
        json.writeStringField("answer", answer.sentence());
        if (answer instanceof Answer.Derived derived) {
          json.writeArrayFieldStart("because");
          for (Reason reason : derived.reasons()) {
            Json.write(json, reason);
          }
          json.writeEndArray();
        } else {
          write(json, (Answer.Decided) answer);
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  private static void write(JsonGenerator json, Answer.Decided answer) throws IOException {
    json.writeStringField("subject", answer.subject());
    json.writeStringField("baseline", answer.baseline());
    json.writeStringField("value", answer.value());
    json.writeObjectFieldStart("decidedBy");
    write(json, answer.line());
    json.writeEndObject();
    json.writeArrayFieldStart("others");
    for (Answer.Passed other : answer.others()) {
      json.writeStartObject();
      write(json, other.line());
      json.writeStringField("why", other.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Answer.Line line) throws IOException {
    json.writeBooleanField("default", line.place().isEmpty());
    if (line.place().isPresent()) {
      json.writeStringField("file", line.place().get().file().name());
      Json.write(json, line.place().get().position());
    }
    json.writeStringField("text", line.text());
    if (line.because().isPresent()) {
      json.writeStringField("because", line.because().get());
    }
  }
}
