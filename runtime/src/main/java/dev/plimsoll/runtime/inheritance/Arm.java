package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.Semantics.Arming;

/**
 * The call that raises the flag and does nothing else: floated on 2026-03-24, never written.
 *
 * @param capable whether the task has the capability that it asks for
 */
public record Arm(boolean capable) implements Operation {

  @Override
  public Outcome apply(World world, int number) {
    Semantics semantics = world.semantics();
    if (!semantics.inherits() || semantics.arming() != Arming.PRCTL) {
      return Outcome.failed(world, number, Errno.EINVAL);
    }
    if (!capable) {
      return Outcome.failed(world, number, Errno.EPERM);
    }
    Task task = world.task(number);
    return Outcome.done(world.with(task, world.space(task).armed()), number);
  }
}
