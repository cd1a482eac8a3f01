package dev.plimsoll.verifier.decode.fixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles ordered encodings to a {@link MatchTree}.
 *
 * <p>At each node it looks at the adjacent bits that the most encodings name; where no such field
 * separates them, it tests for the first one. Equal subtrees are shared. It works on arrays and
 * counts bits instead of trying fields, as all of it runs before a cold start decodes anything.
 */
final class MatchTreeBuilder {
  private static final int MOST_BITS = 7;
  private static final int MOST_ROOT_BITS = 11;

  /** A choice may have this many references for each encoding that it separates. */
  private static final int REFERENCES_PER_ROW = 4;

  /** And this many where it is the last one. */
  private static final int LAST_REFERENCES_PER_ROW = 16;

  /** A bit is worth a look if it is named by one of so many encodings. */
  private static final int ROWS_PER_BIT = 4;

  private static final int UNDECODED = 0;

  private final int wordBits;
  private final long[] masks;
  private final long[] values;

  /** By row: the end that stands for its answer. */
  private final int[] ends;

  private final int[] answers;
  private final Map<Key, Integer> known = new HashMap<>();
  private final Map<Key, Integer> shared = new HashMap<>();
  private int[] nodes = new int[1 << 14];
  private int nodeCount;
  private final List<Long> tests = new ArrayList<>();

  private MatchTreeBuilder(List<EncodingRow> rows, int wordBits) {
    this.wordBits = wordBits;
    this.masks = new long[rows.size()];
    this.values = new long[rows.size()];
    this.ends = new int[rows.size()];
    Map<Integer, Integer> endOf = new HashMap<>();
    endOf.put(0, UNDECODED);
    int[] found = new int[rows.size() + 1];
    for (int i = 0; i < masks.length; i++) {
      EncodingRow row = rows.get(i);
      masks[i] = row.mask();
      values[i] = row.value();
      ends[i] = endOf.computeIfAbsent(row.answer(), added -> endOf.size());
      found[ends[i]] = row.answer();
    }
    this.answers = Arrays.copyOf(found, endOf.size());
    for (int end = 0; end < answers.length; end++) {
      add(end);
    }
  }

  /** The tree that answers for each word of {@code wordBits} as the first row that matches it. */
  static MatchTree build(List<EncodingRow> rows, int wordBits) {
    MatchTreeBuilder builder = new MatchTreeBuilder(rows, wordBits);
    MatchTree.Root root = builder.root();
    return new MatchTree(
        Arrays.copyOf(builder.nodes, builder.nodeCount),
        builder.answers,
        builder.tests.stream().mapToLong(Long::longValue).toArray(),
        root);
  }

  private MatchTree.Root root() {
    int[] rows = new int[masks.length];
    Arrays.setAll(rows, i -> i);
    Field field = bestField(rows, 0, MOST_ROOT_BITS);
    if (field == null) {
      return new MatchTree.Root(subtree(rows, rows.length, UNDECODED, 0), 0, 0);
    }
    int[] children = children(rows, UNDECODED, 0, field);
    int start = nodeCount;
    for (int child : children) {
      add(child);
    }
    return new MatchTree.Root(start, field.shift, children.length - 1);
  }

  /**
   * A reference to what tells some rows apart.
   *
   * @param candidates rows in their order, of which the first {@code count} are meant
   * @param otherwise the end where none of them matches
   * @param decided the bits of the word that are known to be as these rows have them
   */
  private int subtree(int[] candidates, int count, int otherwise, long decided) {
    int needed = 0;
    while (needed < count && (masks[candidates[needed]] & ~decided) != 0) {
      needed++;
    }
    int rest = needed < count ? ends[candidates[needed]] : otherwise;
    while (needed > 0 && ends[candidates[needed - 1]] == rest) {
      needed--;
    }
    if (needed == 0) {
      return rest;
    }
    int[] rows = Arrays.copyOf(candidates, needed);
    Key key = key(rows, rest, decided);
    Integer built = known.get(key);
    if (built == null) {
      Field field = bestField(rows, decided, MOST_BITS);
      built = field == null ? test(rows, rest, decided) : choice(rows, rest, decided, field);
      known.put(key, built);
    }
    return built;
  }

  private Key key(int[] rows, int rest, long decided) {
    long[] words = new long[3 * rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      words[3 * i] = masks[rows[i]] & ~decided;
      words[3 * i + 1] = values[rows[i]] & ~decided;
      words[3 * i + 2] = ends[rows[i]];
    }
    words[3 * rows.length] = rest;
    return new Key(words);
  }

  private int test(int[] rows, int rest, long decided) {
    int[] others = Arrays.copyOfRange(rows, 1, rows.length);
    int no = subtree(others, others.length, rest, decided);
    long mask = masks[rows[0]] & ~decided;
    long value = values[rows[0]] & ~decided;
    int yes = ends[rows[0]];
    return shared.computeIfAbsent(
        new Key(new long[] {-1, mask, value, yes, no}),
        added -> {
          int start = nodeCount;
          add(start);
          add(tests.size());
          add(yes);
          add(no);
          tests.add(mask);
          tests.add(value);
          return start;
        });
  }

  private int choice(int[] rows, int rest, long decided, Field field) {
    int[] children = children(rows, rest, decided, field);
    if (Arrays.stream(children).allMatch(child -> child == children[0])) {
      return children[0];
    }
    int start =
        shared.computeIfAbsent(
            new Key(Arrays.stream(children).asLongStream().toArray()),
            added -> {
              int first = nodeCount;
              for (int child : children) {
                add(child);
              }
              return first;
            });
    return start | field.shift << MatchTree.SHIFT | (children.length - 1) << MatchTree.MASK;
  }

  private int[] children(int[] rows, int rest, long decided, Field field) {
    int[][] chosen = new int[1 << field.width][4];
    int[] counts = new int[chosen.length];
    for (int row : rows) {
      int fixed = field.of(masks[row] & ~decided);
      int value = field.of(values[row]) & fixed;
      int free = ~fixed & (chosen.length - 1);
      for (int bits = free; bits >= 0; bits = bits == 0 ? -1 : (bits - 1) & free) {
        int child = value | bits;
        if (counts[child] == chosen[child].length) {
          chosen[child] = Arrays.copyOf(chosen[child], 2 * counts[child]);
        }
        chosen[child][counts[child]++] = row;
      }
    }
    int[] children = new int[chosen.length];
    for (int i = 0; i < children.length; i++) {
      children[i] = subtree(chosen[i], counts[i], rest, decided | field.mask());
    }
    return children;
  }

  private void add(int reference) {
    if (nodeCount == MatchTree.MOST) {
      throw new IllegalStateException("the table needs more than " + MatchTree.MOST + " nodes");
    }
    nodes = nodeCount == nodes.length ? Arrays.copyOf(nodes, 2 * nodeCount) : nodes;
    nodes[nodeCount++] = reference;
  }

  /** The field whose bits the most rows name, each bit at a price. */
  private @Nullable Field bestField(int[] rows, long decided, int mostBits) {
    int[] named = new int[wordBits];
    long used = 0;
    for (int row : rows) {
      long mask = masks[row] & ~decided;
      used |= mask;
      for (; mask != 0; mask &= mask - 1) {
        named[Long.numberOfTrailingZeros(mask)]++;
      }
    }
    int lowest = Long.numberOfTrailingZeros(used);
    int span = Long.SIZE - Long.numberOfLeadingZeros(used) - lowest;
    if (span <= mostBits && 1 << span <= LAST_REFERENCES_PER_ROW * rows.length) {
      return new Field(lowest, span);
    }
    Field best = null;
    int most = 0;
    for (int shift = 0; rows.length > 2 && shift < wordBits; shift++) {
      int worth = 0;
      for (int width = 1; width <= mostBits && shift + width <= wordBits; width++) {
        worth += named[shift + width - 1] * ROWS_PER_BIT - rows.length;
        if (worth > most && 1 << width <= REFERENCES_PER_ROW * rows.length) {
          most = worth;
          best = new Field(shift, width);
        }
      }
    }
    return best;
  }

  private record Field(int shift, int width) {
    long mask() {
      return ((1L << width) - 1) << shift;
    }

    int of(long word) {
      return (int) (word >>> shift) & ((1 << width) - 1);
    }
  }

  /** Numbers that stand for what is built from them. */
  private static final class Key {
    private final long[] words;
    private final int hash;

    Key(long[] words) {
      this.words = words;
      this.hash = Arrays.hashCode(words);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(words, key.words);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
