package dev.plimsoll.runtime.inheritance;

import java.util.Optional;

/**
 * Makes a process of an image, as CRIU of November 2025 does: PR_SET_MM_MAP with the vector of the
 * image and its executable file; where that fails with EINVAL, PR_SET_MM_AUXV. Under the series
 * either one arms the process, whether or not it was armed before.
 *
 * @param machine where to; empty: the machine of the checkpoint
 * @param capable whether CRIU has the capabilities that it asks for
 */
public record Restore(Optional<Machine> machine, boolean capable) implements Operation {

  @Override
  public Outcome apply(World world, int number) {
    Image image = world.task(number).image().orElseThrow();
    Machine target = machine.orElse(image.machine());
    if (!target.architecture().equals(image.machine().architecture())) {
      throw new IllegalArgumentException("an image of another architecture is not modelled");
    }
    if (!target.runs(image.abi())) {
      return Outcome.failed(world, number, Errno.ENOEXEC);
    }
    // The restorer is a native program of the target until it has become the process.
    World begun = world.started(number, target, Abi.NATIVE);
    Outcome set = replaceVector(begun, UserBuffer.of(image.auxv()));
    if (!set.succeeded()) {
      return Outcome.failed(world, number, set.errno().orElseThrow());
    }
    return Outcome.done(set.world().become(image), begun.tasks());
  }

  private Outcome replaceVector(World begun, UserBuffer vector) {
    int task = begun.tasks();
    Outcome map =
        new SetMap(vector, Pointer.VALID, SetMap.SIZE, 0, true, true, capable).apply(begun, task);
    return map.errno().filter(Errno.EINVAL::equals).isPresent()
        ? new SetAuxv(vector, 0, capable).apply(begun, task)
        : map;
  }
}
