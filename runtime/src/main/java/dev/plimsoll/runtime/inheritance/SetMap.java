package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.Semantics.Arming;

/**
 * {@code prctl(PR_SET_MM, PR_SET_MM_MAP, map, size, arg5)}, {@code prctl_set_mm_map} of {@code
 * kernel/sys.c}. Its vector needs no capability.
 *
 * @param auxv the vector of the map; of length 0: none
 * @param map where the structure lies that holds all this
 * @param size of that structure
 * @param addresses whether its addresses pass {@code validate_prctl_map_addr}
 * @param exeFile whether it names a file to replace /proc/PID/exe
 * @param capable whether the task has CAP_CHECKPOINT_RESTORE or CAP_SYS_ADMIN, for the file; and
 *     CAP_SYS_RESOURCE, which a kernel without CONFIG_CHECKPOINT_RESTORE asks for
 */
public record SetMap(
    UserBuffer auxv,
    Pointer map,
    long size,
    long arg5,
    boolean addresses,
    boolean exeFile,
    boolean capable)
    implements Operation {
  /** {@code sizeof(struct prctl_mm_map)}. */
  public static final long SIZE = 104;

  /** The call that only replaces the vector, of a task without capabilities. */
  public static SetMap of(UserBuffer auxv) {
    return new SetMap(auxv, Pointer.VALID, SIZE, 0, true, false, false);
  }

  @Override
  public Outcome apply(World world, int number) {
    Task task = world.task(number);
    Machine machine = task.machine();
    long length = auxv.length(task.wordBytes());
    if (arg5 != 0) {
      return Outcome.failed(world, number, Errno.EINVAL);
    }
    if (!machine.checkpointRestore()) {
      return Outcome.failed(world, number, capable ? Errno.EINVAL : Errno.EPERM);
    }
    if (size != SIZE) {
      return Outcome.failed(world, number, Errno.EINVAL);
    }
    if (map != Pointer.VALID) {
      return Outcome.failed(world, number, Errno.EFAULT);
    }
    if (!addresses || (length != 0 && isNoVector(length, machine))) {
      return Outcome.failed(world, number, Errno.EINVAL);
    }
    if (length != 0 && auxv.pointer() == Pointer.BAD) {
      return Outcome.failed(world, number, Errno.EFAULT);
    }
    if (exeFile && !capable) {
      return Outcome.failed(world, number, Errno.EPERM);
    }
    if (length == 0) {
      return Outcome.done(world, number);
    }
    boolean arms = world.semantics().arming() == Arming.AUXV_AND_MAP;
    RawVector saved = RawVector.of(machine, auxv.bytes(task));
    return Outcome.done(world.written(task, saved, arms), number);
  }

  /** {@code auxv_size} is 32 bits wide, so that a larger number cannot be named at all. */
  private boolean isNoVector(long length, Machine machine) {
    return auxv.pointer() == Pointer.NULL
        || Long.compareUnsigned(length, machine.vectorBytes()) > 0;
  }
}
