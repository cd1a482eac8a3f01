package dev.plimsoll.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plimsoll.cli.Scenario.Step;
import dev.plimsoll.runtime.inheritance.Outcome;
import dev.plimsoll.runtime.inheritance.Restore;
import dev.plimsoll.runtime.inheritance.View;
import dev.plimsoll.runtime.inheritance.World;
import dev.plimsoll.runtime.words.HwcapWords;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code simulate}: plays a scenario on the model of HWCAP inheritance. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Plays a scenario of prctl, fork, exec, checkpoint and restore; prints JSON.")
final class SimulateCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "FILE", description = "The scenario; - for standard input.")
  private Path file = Path.of("-");

  SimulateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    try {
      Scenario scenario = read();
      play(scenario, Optional.empty());
      scenario.notes().forEach(note -> streams.err().println("plimsoll: note: " + note));
      // The model is deterministic, so that a second run needs no memory for the results.
      try (JsonGenerator json = Json.document(streams.out())) {
        json.writeStartObject();
        json.writeNumberField("schema", 1);
        json.writeArrayFieldStart("steps");
        play(scenario, Optional.of(json));
        json.writeEndArray();
        json.writeEndObject();
      }
      streams.out().println();
      return Exit.PASS;
    } catch (Misfit e) {
      streams.err().println("plimsoll: " + name() + ": " + e.text());
      return Exit.USAGE;
    }
  }

  private String name() {
    return isStandardInput() ? "standard input" : file.toString();
  }

  private boolean isStandardInput() {
    return file.toString().equals("-");
  }

  private Scenario read() throws IOException, Misfit {
    try (InputStream in = isStandardInput() ? System.in : Files.newInputStream(file)) {
      return ScenarioReader.read(new BufferedInputStream(in));
    }
  }

  private static void play(Scenario scenario, Optional<JsonGenerator> json)
      throws IOException, Misfit {
    World world = World.boot(scenario.machine(), scenario.semantics());
    int number = 1;
    for (Step step : scenario.steps()) {
      String place = "step " + number + " (" + step.name() + ")";
      Outcome outcome = world.apply(task(world, step, place), step.operation());
      if (json.isPresent()) {
        write(json.get(), outcome);
      }
      world = outcome.world();
      number++;
    }
  }

  private static int task(World world, Step step, String place) throws Misfit {
    boolean restore = step.operation() instanceof Restore;
    Optional<Integer> task =
        step.task().isPresent()
            ? Optional.of(step.task().getAsInt())
            : restore ? world.imaged() : world.newest();
    if (task.isEmpty()) {
      throw new Misfit(place, restore ? "nothing was checkpointed before" : "no task is alive");
    }
    int number = task.get();
    if (!world.exists(number)) {
      throw new Misfit(
          place, "`task` is " + number + ", but tasks so far are 1 to " + world.tasks());
    }
    if (restore && !world.hasImage(number)) {
      throw new Misfit(place, "`task` is " + number + ", which was not checkpointed before");
    }
    if (!restore && !world.isAlive(number)) {
      throw new Misfit(place, "`task` is " + number + ", which is dead");
    }
    if (step.operation() instanceof Restore r
        && r.machine().isPresent()
        && !r.machine().get().architecture().equals(world.machine(number).architecture())) {
      throw new Misfit(
          place + ": `machine`",
          "`arch` is not that of the checkpoint, " + world.machine(number).architecture());
    }
    return number;
  }

  private static void write(JsonGenerator json, Outcome outcome) throws IOException {
    View view = outcome.view();
    json.writeStartObject();
    json.writeNumberField("task", view.task());
    write(json, "stack", view.stack());
    write(json, "proc", view.proc());
    json.writeBooleanField("flag", view.flag());
    json.writeStringField("abi", view.abi().toString());
    if (outcome.result().isPresent()) {
      json.writeNumberField("result", outcome.result().getAsLong());
    }
    if (outcome.errno().isPresent()) {
      json.writeStringField("errno", outcome.errno().get().name());
    }
    if (outcome.killed()) {
      json.writeBooleanField("killed", true);
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String field, HwcapWords words) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<Integer, Long> word : words.asMap().entrySet()) {
      json.writeStringField(word.getKey().toString(), "0x" + Long.toHexString(word.getValue()));
    }
    json.writeEndObject();
  }
}
