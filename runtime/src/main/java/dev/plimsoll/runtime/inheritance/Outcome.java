package dev.plimsoll.runtime.inheritance;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of an operation.
 *
 * @param world as it is afterwards; the same as before if it failed
 * @param task the one that the operation was about: a new one if it made one
 * @param errno why it failed; empty if it did not
 * @param result what the call returned, if that is of interest
 * @param origin of an exec: where the new program's words are from
 * @param killed whether the task died of it
 */
public record Outcome(
    World world,
    int task,
    Optional<Errno> errno,
    OptionalLong result,
    Optional<WordOrigin> origin,
    boolean killed) {

  static Outcome done(World world, int task) {
    return new Outcome(
        world, task, Optional.empty(), OptionalLong.empty(), Optional.empty(), false);
  }

  static Outcome failed(World world, int task, Errno errno) {
    return new Outcome(
        world, task, Optional.of(errno), OptionalLong.empty(), Optional.empty(), false);
  }

  static Outcome returned(World world, int task, long result) {
    return new Outcome(
        world, task, Optional.empty(), OptionalLong.of(result), Optional.empty(), false);
  }

  static Outcome executed(World world, int task, WordOrigin origin) {
    return new Outcome(
        world, task, Optional.empty(), OptionalLong.empty(), Optional.of(origin), false);
  }

  static Outcome killed(World world, int task) {
    return new Outcome(world, task, Optional.empty(), OptionalLong.empty(), Optional.empty(), true);
  }

  /** Whether it did what it should. */
  public boolean succeeded() {
    return errno.isEmpty() && !killed;
  }

  /** What there is to see of the task now. */
  public View view() {
    return world.view(task);
  }
}
