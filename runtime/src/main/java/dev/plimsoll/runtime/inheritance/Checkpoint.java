package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.AuxVector.Entry;
import java.util.ArrayList;
import java.util.List;

/** Writes an image of the process, as CRIU does with {@code --leave-running}: the task goes on. */
public record Checkpoint() implements Operation {

  @Override
  public Outcome apply(World world, int number) {
    Task task = world.task(number);
    RawVector saved = world.space(task).saved();
    List<Entry> auxv = new ArrayList<>(saved.entries(task.machine().architecture().wordBytes()));
    auxv.add(new Entry(AuxType.AT_NULL, 0));
    Image image = new Image(auxv, task.stack(), task.abi(), task.machine());
    return Outcome.done(world.imaged(task, image), number);
  }
}
