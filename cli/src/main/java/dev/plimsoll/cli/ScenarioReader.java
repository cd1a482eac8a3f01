package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.plimsoll.cli.Scenario.Step;
import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.runtime.inheritance.Machine;
import dev.plimsoll.runtime.inheritance.Parameter;
import dev.plimsoll.runtime.inheritance.Semantics;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a scenario: one JSON object. Steps become operations one by one as they are read. */
final class ScenarioReader {
  static final int MOST_STEPS = 1_000_000;
  private static final long MOST_BYTES = 1L << 26;
  private static final int DEEPEST = 32;
  private static final int LONGEST_STRING = 65_536;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_STRING)
                  .maxNumberLength(64)
                  .maxDocumentLength(MOST_BYTES)
                  .build())
          .build();

  /** Fields without meaning for the model, so that scenarios can explain themselves. */
  static final Set<String> REMARKS = Set.of("comment", "name");

  private final JsonParser json;
  private final MachineReader machines = new MachineReader();
  private Optional<Machine> machine = Optional.empty();
  private Optional<Semantics> semantics = Optional.empty();
  private Optional<JsonFields> parameters = Optional.empty();
  private Optional<List<Step>> steps = Optional.empty();

  private ScenarioReader(JsonParser json) {
    this.json = json;
  }

  /**
   * The scenario.
   *
   * @throws Misfit for whatever the text is, if it is no scenario
   * @throws IOException if the text cannot be read
   */
  static Scenario read(InputStream in) throws IOException, Misfit {
    try (JsonParser parser = FACTORY.createParser(in)) {
      return new ScenarioReader(parser).document();
    } catch (JsonProcessingException e) {
      throw new Misfit(
          place(e), "this is no JSON that can be read: " + Quoted.visible(e.getOriginalMessage()));
    } catch (java.io.CharConversionException e) {
      throw new Misfit("", "this is no JSON: it is no text in UTF-8, UTF-16 or UTF-32");
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : "line %d, column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private Scenario document() throws IOException, Misfit {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new Misfit("", "the scenario is no JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      take(field);
    }
    if (json.nextToken() != null) {
      throw new Misfit("", "the file goes on behind the end of the scenario");
    }
    Machine first = machine.orElseThrow(() -> missing("machine"));
    Semantics rules = semantics.orElseThrow(() -> missing("semantics"));
    if (parameters.isPresent()) {
      rules = chosen(rules, parameters.get());
    }
    Optional<String> refusal = rules.refusal(first);
    if (refusal.isPresent()) {
      throw new Misfit("`parameters`: `signal`", refusal.get());
    }
    return new Scenario(first, rules, steps.orElseThrow(() -> missing("steps")), machines.notes());
  }

  private static Misfit missing(String field) {
    return new Misfit("", "`" + field + "` is missing");
  }

  private void take(String field) throws IOException, Misfit {
    switch (field) {
      case "machine" -> machine = Optional.of(machines.read(JsonFields.read(json, "`machine`")));
      case "semantics" -> semantics = Optional.of(semantics());
      case "parameters" -> parameters = Optional.of(JsonFields.read(json, "`parameters`"));
      case "steps" -> steps = Optional.of(steps());
      case "schema" -> {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || !json.getText().equals("1")) {
          throw new Misfit("", "`schema` is not 1, which this version reads");
        }
      }
      default -> {
        if (!REMARKS.contains(field)) {
          throw new Misfit(
              "",
              Quoted.of(field)
                  + " is no field of a scenario; it has machine, semantics, parameters, steps");
        }
        json.skipChildren();
      }
    }
  }

  private Semantics semantics() throws IOException, Misfit {
    String name = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
    List<String> known = Semantics.ALL.stream().map(Semantics::name).toList();
    return Semantics.named(name)
        .orElseThrow(
            () ->
                new Misfit(
                    "",
                    "`semantics` is %s; it is one of %s"
                        .formatted(
                            name.isEmpty() ? "no name" : Quoted.of(name),
                            String.join(", ", known))));
  }

  private static Semantics chosen(Semantics rules, JsonFields fields) throws Misfit {
    List<String> keys = Parameter.ALL.stream().map(Parameter::key).toList();
    fields.allow(Set.copyOf(keys));
    Semantics chosen = rules;
    for (Parameter parameter : Parameter.ALL) {
      if (fields.has(parameter.key())) {
        chosen = parameter.choose(chosen, fields.choice(parameter.key(), parameter.choices()));
      }
    }
    return chosen;
  }

  private List<Step> steps() throws IOException, Misfit {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new Misfit("", "`steps` is no array");
    }
    StepReader reader = new StepReader(machines);
    List<Step> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (list.size() == MOST_STEPS) {
        throw new Misfit("`steps`", "there are more than " + MOST_STEPS);
      }
      list.add(reader.read(JsonFields.read(json, "step " + (list.size() + 1))));
    }
    return list;
  }
}
