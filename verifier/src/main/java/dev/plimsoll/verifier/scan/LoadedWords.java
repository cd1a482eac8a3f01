package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.elf.CodeRange;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * What {@link InlineData} finds in code whose instructions are all little-endian words, where there
 * is nothing but loads to look for: by one comparison a word, as nearly no word is a load.
 */
final class LoadedWords {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BYTES = 4;

  /** How much of the file is read at once on the way back over what fills places. */
  private static final int BACK = 1 << 16;

  private final InlineRules rules;
  private final CodeWindow window;
  private final Marks.Builder marks;
  private final int mask;
  private final int value;

  /** The last word that {@link #endsBefore} was asked for, and its answer. */
  private int asked;

  private boolean answer;

  LoadedWords(InlineRules rules, CodeWindow window, Marks.Builder marks) {
    this.rules = rules;
    this.window = window;
    this.marks = marks;
    long all = rules.loads().stream().mapToLong(InlineRules.Rule::mask).reduce(-1, (a, b) -> a & b);
    long first = rules.loads().get(0).value();
    for (InlineRules.Rule load : rules.loads()) {
      all &= ~(load.value() ^ first);
    }
    this.mask = (int) all;
    this.value = (int) (first & all);
  }

  /** Marks the constants of a range. */
  void range(CodeRange range) throws IOException {
    long first = range.offset() + (-range.address() & (BYTES - 1));
    long end = range.offset() + range.size();
    BitSet loaded = loaded(range, first, end);
    asked = 0;
    answer = true;
    for (int from = loaded.nextSetBit(0); from >= 0; ) {
      int to = loaded.nextClearBit(from);
      if (endsBefore(first, from)) {
        marks.add(first + (long) from * BYTES, Marks.DATA);
        marks.add(Math.min(end, first + (long) to * BYTES), 0);
      }
      from = loaded.nextSetBit(to);
    }
  }

  private BitSet loaded(CodeRange range, long first, long end) throws IOException {
    BitSet loaded = new BitSet();
    for (long at = first; end - at >= BYTES; ) {
      window.show(at, at + BYTES);
      byte[] bytes = window.bytes();
      int stop = (int) (Math.min(end, window.end()) - window.start()) - BYTES;
      int i = (int) (at - window.start());
      for (; i <= stop; i += BYTES) {
        int word = (int) WORD.get(bytes, i);
        if ((word & mask) == value) {
          load(range, first, window.start() + i, word, loaded);
        }
      }
      at = window.start() + i;
    }
    return loaded;
  }

  private void load(CodeRange range, long first, long at, int word, BitSet loaded) {
    for (InlineRules.Rule load : rules.loads()) {
      if (load.matches(Integer.toUnsignedLong(word), BYTES)) {
        long address = range.address() + (at - range.offset());
        long target = range.offset() + (load.target(word, address) - range.address());
        if (target >= first && target - range.offset() <= range.size() - load.bytes()) {
          int index = (int) ((target - first) / BYTES);
          loaded.set(index, index + (load.bytes() + BYTES - 1) / BYTES);
        }
      }
    }
  }

  /** Whether control does not pass into a word; words are asked for in ascending order. */
  private boolean endsBefore(long first, int index) throws IOException {
    int least = asked;
    asked = index;
    for (int i = index - 1; i >= least; i--) {
      long at = first + (long) i * BYTES;
      if (at < window.start()) {
        window.show(Math.max(first, at - BACK), at + BYTES);
      } else {
        window.show(at, at + BYTES);
      }
      long word =
          Integer.toUnsignedLong((int) WORD.get(window.bytes(), (int) (at - window.start())));
      if (!rules.fills(word, BYTES)) {
        answer = rules.ends(word, BYTES);
        return answer;
      }
    }
    return answer;
  }
}
