package dev.plimsoll.runtime.inheritance;

/**
 * {@code execve} and {@code execveat}.
 *
 * @param abi the width of the new program
 * @param secure whether it gains privilege, as set-uid programs do; no version of the series heeds
 *     that
 * @param checkOnly AT_EXECVE_CHECK: nothing is executed
 */
public record Exec(Abi abi, ExecFormat format, Failure failure, boolean secure, boolean checkOnly)
    implements Operation {

  /** An ELF program of that width, which starts. */
  public static Exec of(Abi abi) {
    return new Exec(abi, ExecFormat.ELF, Failure.NONE, false, false);
  }

  @Override
  public Outcome apply(World world, int number) {
    Task task = world.task(number);
    Machine machine = task.machine();
    if (failure == Failure.BEFORE || !machine.runs(abi)) {
      return Outcome.failed(world, number, Errno.ENOEXEC);
    }
    if (checkOnly) {
      return Outcome.done(world, number);
    }
    if (failure == Failure.AFTER) {
      return Outcome.killed(world.killed(task), number);
    }
    ExecWords words = ExecWords.of(world.semantics(), machine, world.space(task), task.abi(), abi);
    RawVector vector = FreshVector.write(machine, abi, format, secure, words.words());
    return Outcome.executed(
        world.executed(task, abi, vector, words.flag()), number, words.origin());
  }
}
