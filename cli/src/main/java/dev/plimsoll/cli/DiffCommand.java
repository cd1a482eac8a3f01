package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.compiler.resolve.Analysis;
import dev.plimsoll.compiler.resolve.PolicyAnalyzer;
import dev.plimsoll.compiler.seal.PolicyDifference;
import dev.plimsoll.compiler.seal.SetsDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: what a change of a policy adds and removes. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what a change of a policy adds and removes: per baseline, architecture, feature",
      "and word, then of fleets, holds, rules and tests. Exit code 0: nothing, 1: something."
    })
final class DiffCommand implements Callable<Integer> {
  private static final Map<PolicyDifference.Kind, String> FIELDS =
      Map.of(
          PolicyDifference.Kind.FLEET, "fleets",
          PolicyDifference.Kind.HOLD, "holds",
          PolicyDifference.Kind.RULES, "rules",
          PolicyDifference.Kind.TEST, "tests");

  private final Streams streams;
  @Mixin private PolicyOptions policies = new PolicyOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text).")
  private Format format = Format.TEXT;

  @Parameters(index = "0", paramLabel = "OLD", description = "The policy before the change.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The policy after the change.")
  private Path after = Path.of("");

  DiffCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Policy> old = policy(before);
    Optional<Policy> now = policy(after);
    if (old.isEmpty() || now.isEmpty()) {
      return Exit.USAGE;
    }
    PolicyDifference difference = PolicyDifference.between(old.get(), now.get());
    if (format == Format.JSON) {
      writeJson(difference);
    } else {
      difference.baselines().forEach(this::writeText);
      difference.parts().forEach((kind, parts) -> parts.forEach(part -> writeText(kind, part)));
    }
    return difference.isEmpty() ? Exit.PASS : Exit.FINDINGS;
  }

  /** A broken seal does not matter here: what it is about to be is what one wants to see. */
  private Optional<Policy> policy(Path file) throws IOException {
    Analysis analysis =
        PolicyAnalyzer.analyzeUnsealed(policies.source(file), policies.sources(file));
    PolicyOptions.print(analysis.diagnostics(), streams.err());
    return analysis.policy();
  }

  private void writeText(PolicyDifference.OfBaseline baseline) {
    line(0, baseline.name() + suffix(baseline.change()));
    for (SetsDifference.OnArchitecture on : baseline.sets().architectures()) {
      line(2, on.architecture() + suffix(on.change()));
      changes(4, on.removed(), on.added());
      for (SetsDifference.OfWord word : on.words()) {
        line(4, word.word() + " " + hex(word.before()) + " -> " + hex(word.after()));
        changes(6, word.removed(), word.added());
      }
    }
  }

  private void writeText(PolicyDifference.Kind kind, PolicyDifference.OfPart part) {
    line(0, name(kind) + " " + part.name() + suffix(part.change()));
    for (PolicyDifference.Item item : part.items()) {
      boolean whole = item.subject().isEmpty();
      if (!whole) {
        line(2, item.subject() + (part.change() == item.change() ? "" : suffix(item.change())));
      }
      changes(whole ? 2 : 4, item.removed(), item.added());
    }
  }

  private void changes(int indent, List<String> removed, List<String> added) {
    removed.forEach(name -> line(indent, "- " + name));
    added.forEach(name -> line(indent, "+ " + name));
  }

  private void line(int indent, String text) {
    streams.out().println(" ".repeat(indent) + text);
  }

  private static String suffix(SetsDifference.Change change) {
    return change == SetsDifference.Change.CHANGED ? "" : " (" + name(change) + ")";
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String hex(long word) {
    return "0x" + Long.toHexString(word);
  }

  private void writeJson(PolicyDifference difference) throws IOException {
    try (JsonGenerator json = Json.document(streams.out())) {
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeArrayFieldStart("baselines");
      for (PolicyDifference.OfBaseline baseline : difference.baselines()) {
        json.writeStartObject();
        json.writeStringField("name", baseline.name());
        json.writeStringField("change", name(baseline.change()));
        json.writeArrayFieldStart("architectures");
        for (SetsDifference.OnArchitecture on : baseline.sets().architectures()) {
          write(json, on);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      for (Map.Entry<PolicyDifference.Kind, List<PolicyDifference.OfPart>> parts :
          difference.parts().entrySet()) {
        json.writeArrayFieldStart(FIELDS.get(parts.getKey()));
        for (PolicyDifference.OfPart part : parts.getValue()) {
          write(json, part);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    streams.out().println();
  }

  private static void write(JsonGenerator json, PolicyDifference.OfPart part) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", part.name());
    json.writeStringField("change", name(part.change()));
    json.writeArrayFieldStart("items");
    for (PolicyDifference.Item item : part.items()) {
      json.writeStartObject();
      json.writeStringField("subject", item.subject());
      json.writeStringField("change", name(item.change()));
      write(json, "added", item.added());
      write(json, "removed", item.removed());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SetsDifference.OnArchitecture on)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("architecture", on.architecture());
    json.writeStringField("change", name(on.change()));
    write(json, "added", on.added());
    write(json, "removed", on.removed());
    json.writeArrayFieldStart("words");
    for (SetsDifference.OfWord word : on.words()) {
      json.writeStartObject();
      json.writeStringField("word", word.word());
      json.writeStringField("before", hex(word.before()));
      json.writeStringField("after", hex(word.after()));
      write(json, "added", word.added());
      write(json, "removed", word.removed());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String field, List<String> names)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
