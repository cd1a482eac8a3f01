package dev.plimsoll.runtime.inheritance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells worlds apart. */
final class Worlds {
  private Worlds() {}

  /** All that a world holds, with address spaces numbered as tasks first use them. */
  static List<Object> key(World world) {
    Map<Integer, Integer> spaces = new TreeMap<>();
    List<Object> key = new ArrayList<>();
    for (int number = 1; number <= world.tasks(); number++) {
      Task task = world.task(number);
      key.add(task.machine().nativeWords());
      key.add(task.image());
      if (task.alive()) {
        key.add(task.abi());
        key.add(task.stack());
        key.add(spaces.computeIfAbsent(task.space(), s -> spaces.size()));
        key.add(world.space(task));
      }
    }
    key.add(world.newest());
    key.add(world.imaged());
    return key;
  }
}
