package dev.plimsoll.runtime.inheritance;

/**
 * {@code prctl(PR_GET_AUXV, buffer, length, arg4, arg5)}; needs no capability.
 *
 * @param length the bytes that the buffer takes, unsigned
 */
public record GetAuxv(Pointer buffer, long length, long arg4, long arg5) implements Operation {

  @Override
  public Outcome apply(World world, int task) {
    if (arg4 != 0 || arg5 != 0) {
      return Outcome.failed(world, task, Errno.EINVAL);
    }
    if (length != 0 && buffer != Pointer.VALID) {
      return Outcome.failed(world, task, Errno.EFAULT);
    }
    return Outcome.returned(world, task, world.machine(task).vectorBytes());
  }
}
