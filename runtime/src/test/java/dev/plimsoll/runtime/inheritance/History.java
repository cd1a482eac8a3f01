package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What no world remembers of the path to it, by task. It is kept apart from the model on purpose:
 * who shares memory with whom is counted again here.
 */
final class History {
  private final Map<Integer, Memory> byTask;

  private History(Map<Integer, Memory> byTask) {
    this.byTask = byTask;
  }

  /**
   * Of one task.
   *
   * @param group tasks of one group share memory
   * @param written whether a vector was written in the ancestry of its memory
   * @param seen the words that a program of its line last had, by width, since the last write
   * @param everSeen the same since the beginning
   */
  record Memory(
      int group, boolean written, Map<Abi, HwcapWords> seen, Map<Abi, HwcapWords> everSeen) {

    Memory inGroup(int other) {
      return new Memory(other, written, seen, everSeen);
    }

    Memory afterWrite() {
      return new Memory(group, true, Map.of(), everSeen);
    }

    Memory afterExec(int other, View view) {
      return new Memory(other, written, with(seen, view), with(everSeen, view));
    }

    private static Map<Abi, HwcapWords> with(Map<Abi, HwcapWords> words, View view) {
      Map<Abi, HwcapWords> all = new EnumMap<>(Abi.class);
      all.putAll(words);
      all.put(view.abi(), view.stack());
      return all;
    }
  }

  static History of(World world) {
    Memory none = new Memory(1, false, Map.of(), Map.of());
    return new History(new TreeMap<>(Map.of(1, none.afterExec(1, world.view(1)))));
  }

  Memory of(int task) {
    return byTask.getOrDefault(task, new Memory(0, false, Map.of(), Map.of()));
  }

  /** How it goes on. */
  History then(Transition move) {
    Map<Integer, Memory> next = new TreeMap<>(byTask);
    Memory old = of(move.actor());
    int subject = move.outcome().task();
    int fresh = byTask.values().stream().mapToInt(Memory::group).max().orElse(0) + 1;
    if (!move.outcome().succeeded()) {
      return this;
    }
    if (move.operation() instanceof Clone clone) {
      next.put(subject, clone.sharesMemory() ? old : old.inGroup(fresh));
    } else if (move.operation() instanceof Restore) {
      next.put(subject, old.inGroup(fresh).afterWrite());
    } else if (move.isExec()) {
      next.put(subject, old.afterExec(fresh, move.outcome().view()));
    } else if (move.isWrite() && !move.before().equals(move.after())) {
      next.replaceAll(
          (task, memory) -> memory.group() == old.group() ? memory.afterWrite() : memory);
    }
    return new History(next);
  }

  /** Equal for equal histories. */
  List<Object> key() {
    Map<Integer, Integer> groups = new TreeMap<>();
    List<Object> key = new ArrayList<>();
    for (Memory memory : byTask.values()) {
      key.add(memory.inGroup(groups.computeIfAbsent(memory.group(), g -> groups.size())));
    }
    return key;
  }
}
