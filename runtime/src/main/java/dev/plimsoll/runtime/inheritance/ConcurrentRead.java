package dev.plimsoll.runtime.inheritance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an exec may read of a vector that another task replaces at the same time. Everything else in
 * the model happens one after the other.
 */
public final class ConcurrentRead {
  private static final int MOST_CHANGED_PAIRS = 16;

  private ConcurrentRead() {}

  /**
   * The vectors that a reader may see. Under a lock it is the old or the new one; without a lock
   * reader and writer pass each other at any pair, so that every mixture of pairs can come about.
   *
   * @throws IllegalArgumentException if more than 16 pairs change: there would be too many mixtures
   */
  static List<RawVector> seen(Semantics semantics, RawVector before, RawVector after, int width) {
    if (semantics.locked()) {
      return before.equals(after) ? List.of(before) : List.of(before, after);
    }
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i + 1 < before.length(width); i += 2) {
      if (before.word(i, width) != after.word(i, width)
          || before.word(i + 1, width) != after.word(i + 1, width)) {
        changed.add(i);
      }
    }
    if (changed.size() > MOST_CHANGED_PAIRS) {
      throw new IllegalArgumentException(changed.size() + " pairs change");
    }
    List<RawVector> mixtures = new ArrayList<>();
    for (int choice = 0; choice < 1 << changed.size(); choice++) {
      byte[] bytes = before.bytes();
      for (int k = 0; k < changed.size(); k++) {
        if (((choice >> k) & 1) != 0) {
          int at = changed.get(k) * width;
          System.arraycopy(after.bytes(), at, bytes, at, 2 * width);
        }
      }
      mixtures.add(before.overlaid(bytes));
    }
    return mixtures;
  }

  /**
   * The views that a task may come to if it execs while another task that shares its memory makes a
   * call. Whatever the call does after the vector was read is lost, because the memory that it
   * writes to dies.
   *
   * @param write a call that replaces the vector
   */
  public static Set<View> outcomes(World world, int task, Exec exec, Operation write) {
    Task executing = world.task(task);
    AddressSpace before = world.space(executing);
    World written = write.apply(world, task).world();
    AddressSpace after = written.space(executing);
    Set<View> views = new LinkedHashSet<>();
    int width = executing.machine().architecture().wordBytes();
    for (RawVector vector : seen(world.semantics(), before.saved(), after.saved(), width)) {
      for (boolean flag : List.of(before.userHwcap(), after.userHwcap())) {
        World torn = world.with(executing, new AddressSpace(vector, flag, before.users()));
        views.add(exec.apply(torn, task).view());
      }
    }
    return views;
  }
}
