package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plimsoll.compiler.Compilation;
import dev.plimsoll.dsl.diagnostic.Diagnostic;
import dev.plimsoll.dsl.diagnostic.Severity;
import dev.plimsoll.dsl.source.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: what the compiler has to say of policies, and nothing else. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Prints what is wrong with policies.")
final class CheckCommand implements Callable<Integer> {
  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "error or warning: from which severity on the exit code is not 0 (default: error).")
  private Severity failOn = Severity.ERROR;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policies.")
  private List<Path> files = List.of();

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    // Two policies may import one file, whose mistakes are told once.
    Set<Diagnostic> diagnostics = new LinkedHashSet<>();
    Map<String, String> unreadable = new TreeMap<>();
    for (Path file : files) {
      try {
        Compilation compilation = policies.compile(file);
        diagnostics.addAll(compilation.diagnostics());
      } catch (IOException e) {
        unreadable.put(file.toString(), Streams.describe(e));
      }
    }
    if (format == Format.JSON) {
      writeJson(diagnostics, unreadable);
    } else {
      PolicyOptions.print(diagnostics, streams.err());
      unreadable.values().forEach(reason -> streams.err().println("plimsoll: " + reason));
    }
    if (diagnostics.stream().anyMatch(d -> d.code().severity() == Severity.ERROR)) {
      return Exit.USAGE;
    }
    if (!unreadable.isEmpty()) {
      return Exit.UNREADABLE;
    }
    return failOn != Severity.ERROR && !diagnostics.isEmpty() ? Exit.FINDINGS : Exit.PASS;
  }

  private void writeJson(Set<Diagnostic> diagnostics, Map<String, String> unreadable)
      throws IOException {
    try (JsonGenerator json = Json.document(streams.out())) {
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeArrayFieldStart("diagnostics");
      for (Diagnostic diagnostic : diagnostics) {
        write(json, diagnostic);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("errors");
      for (Map.Entry<String, String> error : unreadable.entrySet()) {
        json.writeStartObject();
        json.writeStringField("path", error.getKey());
        json.writeStringField("reason", error.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
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
