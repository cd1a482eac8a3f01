package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.Semantics.Arming;
import dev.plimsoll.runtime.inheritance.Semantics.AuxvCopy;

/**
 * {@code prctl(PR_SET_MM, PR_SET_MM_AUXV, vector, length, arg5)}, {@code prctl_set_auxv} of {@code
 * kernel/sys.c}.
 *
 * @param capable whether the task has CAP_SYS_RESOURCE in the first user namespace
 */
public record SetAuxv(UserBuffer vector, long arg5, boolean capable) implements Operation {

  /** The call of a task that may do it. */
  public static SetAuxv of(UserBuffer vector) {
    return new SetAuxv(vector, 0, true);
  }

  @Override
  public Outcome apply(World world, int number) {
    Task task = world.task(number);
    Machine machine = task.machine();
    long length = vector.length(task.wordBytes());
    if (arg5 != 0) {
      return Outcome.failed(world, number, Errno.EINVAL);
    }
    if (!capable) {
      return Outcome.failed(world, number, Errno.EPERM);
    }
    if (Long.compareUnsigned(length, machine.vectorBytes()) > 0) {
      return Outcome.failed(world, number, Errno.EINVAL);
    }
    if (length > 0 && vector.pointer() != Pointer.VALID) {
      return Outcome.failed(world, number, Errno.EFAULT);
    }
    byte[] bytes = vector.bytes(task);
    RawVector saved =
        world.semantics().auxvCopy() == AuxvCopy.FULL
            ? RawVector.of(machine, bytes)
            : world.space(task).saved().overlaid(bytes);
    boolean arms = world.semantics().arming() != Arming.PRCTL;
    // With LEN the last pair is forced to AT_NULL in the copy only; it is zero anyway.
    return Outcome.done(world.written(task, saved, arms), number);
  }
}
