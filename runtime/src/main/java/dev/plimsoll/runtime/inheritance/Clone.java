package dev.plimsoll.runtime.inheritance;

/**
 * {@code fork}, {@code vfork} and {@code clone}: a child with the state of its parent. That the
 * parent of a vfork sleeps is not modelled: what it would read on waking can be asked for at once.
 *
 * @param sharesMemory CLONE_VM: parent and child have one address space, vector and flag included;
 *     without it the child has a copy
 */
public record Clone(boolean sharesMemory) implements Operation {
  public static final Clone FORK = new Clone(false);
  public static final Clone VFORK = new Clone(true);

  @Override
  public Outcome apply(World world, int number) {
    Task parent = world.task(number);
    World after =
        sharesMemory
            ? world.cloned(parent)
            : world.born(
                number,
                parent.machine(),
                parent.abi(),
                parent.stack(),
                world.space(parent).withUsers(1));
    return Outcome.done(after, after.tasks());
  }
}
