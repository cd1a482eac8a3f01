package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Parameters;

/** The policies that a verb takes one after the other, and what became of those that failed. */
final class PolicyFiles {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policies.")
  private List<Path> files = List.of();

  private final Map<String, String> errors = new TreeMap<>();
  private boolean invalid;
  private boolean unreadable;

  /** What is done with one file. */
  @FunctionalInterface
  interface Work {
    void on(Path file) throws IOException;
  }

  /** Does the work on each file; one that cannot be read is told and does not stop the others. */
  void each(PrintStream err, Work work) {
    for (Path file : files) {
      try {
        work.on(file);
      } catch (IOException e) {
        unreadable = true;
        errors.put(file.toString(), Streams.describe(e));
        err.println("plimsoll: " + Streams.describe(e));
      }
    }
  }

  /** Some policy is invalid. */
  void invalid() {
    invalid = true;
  }

  /** This policy is invalid, and what was asked of it could not be done. */
  void invalid(Path file, String reason) {
    invalid = true;
    errors.put(file.toString(), reason);
  }

  boolean failed() {
    return invalid || unreadable;
  }

  /** By file, why it was given up. */
  Map<String, String> errors() {
    return errors;
  }

  /** The exit code, given what it is if nothing failed. */
  int exit(int otherwise) {
    return invalid ? Exit.USAGE : unreadable ? Exit.UNREADABLE : otherwise;
  }

  /** Writes the field {@code errors}. */
  void writeErrors(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("errors");
    for (Map.Entry<String, String> error : errors.entrySet()) {
      json.writeStartObject();
      json.writeStringField("path", error.getKey());
      json.writeStringField("reason", error.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
