package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.Severity;
import dev.plimsoll.dsl.source.Position;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}: what the compiler has to say of policies, and nothing else. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Prints what is wrong with policies.")
final class CheckCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();
  @Mixin private PolicyFiles files = new PolicyFiles();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "error or warning: from which severity on the exit code is not 0 (default: error).")
  private Severity failOn = Severity.ERROR;

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    // Two policies may import one file, whose mistakes are told once.
    Set<Diagnostic> diagnostics = new LinkedHashSet<>();
    files.each(streams.err(), file -> diagnostics.addAll(policies.compile(file).diagnostics()));
    if (format == Format.JSON) {
      writeJson(diagnostics);
    } else {
      PolicyOptions.print(diagnostics, streams.err());
    }
    if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
      files.invalid();
    }
    boolean counts = failOn != Severity.ERROR && !diagnostics.isEmpty();
    return files.exit(counts ? Exit.FINDINGS : Exit.PASS);
  }

  private void writeJson(Set<Diagnostic> diagnostics) throws IOException {
    try (JsonGenerator json = Json.document(streams.out())) {
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeArrayFieldStart("diagnostics");
      for (Diagnostic diagnostic : diagnostics) {
        write(json, diagnostic);
      }
      json.writeEndArray();
      files.writeErrors(json);
      json.writeEndObject();
    }
    streams.out().println();
  }

  private static void write(JsonGenerator json, Diagnostic diagnostic) throws IOException {
    Position start = diagnostic.file().position(diagnostic.span().offset());
    Position end =
        diagnostic.file().position(diagnostic.span().offset() + diagnostic.span().length());
    json.writeStartObject();
    json.writeStringField("code", diagnostic.code().id());
    json.writeStringField("severity", diagnostic.code().severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("file", diagnostic.file().name());
    json.writeNumberField("line", start.line());
    json.writeNumberField("column", start.column());
    json.writeNumberField("endLine", end.line());
    json.writeNumberField("endColumn", end.column());
    json.writeStringField("message", diagnostic.message());
    if (diagnostic.hint().isPresent()) {
      json.writeStringField("hint", diagnostic.hint().get());
    }
    json.writeArrayFieldStart("suggestions");
    for (String suggestion : diagnostic.suggestions()) {
      json.writeString(suggestion);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
