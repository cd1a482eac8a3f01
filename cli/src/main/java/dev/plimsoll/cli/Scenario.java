package dev.plimsoll.cli;

import dev.plimsoll.runtime.inheritance.Machine;
import dev.plimsoll.runtime.inheritance.Operation;
import dev.plimsoll.runtime.inheritance.Semantics;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code simulate} plays.
 *
 * @param notes what is unusual about its machines, though it can be played
 */
record Scenario(Machine machine, Semantics semantics, List<Step> steps, List<String> notes) {
  Scenario {
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }

  /**
   * One operation.
   *
   * @param task who does it; empty: the newest live task, for a restore the task that was
   *     checkpointed last
   */
  record Step(String name, OptionalInt task, Operation operation) {}
}
