package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.elf.CodeRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiConsumer;

/**
 * Cuts the code of a large object into parts that several threads look at.
 *
 * @param most how many parts there are at most
 * @param least how many bytes of code a part has at least
 */
record Parts(int most, long least) {

  private static final long WORTH_A_TASK = 2 << 20;

  /** As many parts as there are threads. */
  static Parts of(int threads) {
    return new Parts(threads, WORTH_A_TASK);
  }

  /** Looks at the code between two file offsets. */
  @FunctionalInterface
  interface Look<T> {
    T at(long first, long last) throws IOException;
  }

  /**
   * Looks at all parts, and adds the results in the order of the file to the first of them.
   *
   * @param code by ascending file offset
   */
  <T> T reduce(List<CodeRange> code, Look<T> look, BiConsumer<T, T> add) throws IOException {
    long bytes = code.stream().mapToLong(CodeRange::size).sum();
    long count = Math.max(1, Math.min(most, bytes / least));
    List<ForkJoinTask<T>> tasks = new ArrayList<>();
    long first = 0;
    for (long i = 1; i <= count; i++) {
      long from = first;
      long to = i == count ? Long.MAX_VALUE : offset(code, bytes / count * i);
      tasks.add(ForkJoinTask.adapt(() -> look.at(from, to)));
      first = to;
    }
    unwrapped(() -> ForkJoinTask.invokeAll(tasks));
    T all = tasks.get(0).join();
    for (ForkJoinTask<T> task : tasks.subList(1, tasks.size())) {
      add.accept(all, task.join());
    }
    return all;
  }

  /** The result of a task that has been forked. */
  static <T> T result(ForkJoinTask<T> task) throws IOException {
    unwrapped(task::join);
    return task.join();
  }

  /** Tasks wrap what they throw, once more for each thread that it comes through. */
  private static void unwrapped(Runnable action) throws IOException {
    try {
      action.run();
    } catch (RuntimeException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException io) {
          throw io;
        }
      }
      throw e;
    }
  }

  /** Where in the file a byte of the code is. */
  private static long offset(List<CodeRange> code, long index) {
    long left = index;
    for (CodeRange range : code) {
      if (left < range.size()) {
        return range.offset() + left;
      }
      left -= range.size();
    }
    return Long.MAX_VALUE;
  }
}
