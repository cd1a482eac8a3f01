package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.Semantics.Signal;

/** The call that tells whether the flag is up: floated on 2026-03-28, never written. */
public record QueryArmed() implements Operation {

  @Override
  public Outcome apply(World world, int task) {
    Semantics semantics = world.semantics();
    if (!semantics.inherits() || semantics.signal() != Signal.PRCTL_QUERY) {
      return Outcome.failed(world, task, Errno.EINVAL);
    }
    return Outcome.returned(world, task, world.view(task).flag() ? 1 : 0);
  }
}
