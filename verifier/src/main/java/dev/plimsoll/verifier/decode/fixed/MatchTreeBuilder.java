package dev.plimsoll.verifier.decode.fixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles ordered encodings to a {@link MatchTree}.
 *
 * <p>At each node it looks for the field of adjacent bits that leaves the fewest encodings possible
 * on average; where no field separates them, it tests for the first one. Equal subtrees are shared.
 */
final class MatchTreeBuilder {
  private static final int MAX_FIELD = 8;

  /** A choice may have this many references for each encoding that it separates. */
  private static final int REFERENCES_PER_ROW = 4;

  private final int wordBits;
  private final Map<List<EncodingRow>, Integer> known = new HashMap<>();
  private final Map<List<Integer>, Integer> shared = new HashMap<>();
  private final Map<List<Long>, Integer> testIndexes = new HashMap<>();
  private int[] nodes = new int[1 << 14];
  private int nodeCount;
  private long[] tests = new long[1 << 10];
  private int testCount;

  private MatchTreeBuilder(int wordBits) {
    this.wordBits = wordBits;
  }

  /** The tree that answers for each word of {@code wordBits} as the first row that matches it. */
  static MatchTree build(List<EncodingRow> rows, int wordBits) {
    MatchTreeBuilder builder = new MatchTreeBuilder(wordBits);
    int root = builder.subtree(rows);
    return new MatchTree(
        Arrays.copyOf(builder.nodes, builder.nodeCount),
        Arrays.copyOf(builder.tests, builder.testCount),
        root);
  }

  /** Builds from rows whose masks hold only bits that are not decided yet. */
  private int subtree(List<EncodingRow> candidates) {
    List<EncodingRow> rows = reachable(candidates);
    if (rows.isEmpty()) {
      return ~0;
    }
    if (rows.get(0).mask() == 0) {
      return ~rows.get(0).answer();
    }
    Integer built = known.get(rows);
    if (built == null) {
      Field field = bestField(rows);
      built = field == null ? test(rows) : choice(rows, field);
      known.put(rows, built);
    }
    return built;
  }

  /** The rows up to the first that matches everything, without those that then change nothing. */
  private static List<EncodingRow> reachable(List<EncodingRow> rows) {
    int end = 0;
    while (end < rows.size() && rows.get(end).mask() != 0) {
      end++;
    }
    int last = end < rows.size() ? rows.get(end).answer() : 0;
    int needed = end;
    while (needed > 0 && rows.get(needed - 1).answer() == last) {
      needed--;
    }
    if (end == rows.size()) {
      return rows.subList(0, needed);
    }
    List<EncodingRow> kept = new ArrayList<>(rows.subList(0, needed));
    kept.add(rows.get(end));
    return kept;
  }

  private int test(List<EncodingRow> rows) {
    EncodingRow first = rows.get(0);
    int rest = subtree(rows.subList(1, rows.size()));
    int index =
        testIndexes.computeIfAbsent(
            List.of(first.mask(), first.value()),
            added -> {
              tests = testCount == tests.length ? Arrays.copyOf(tests, 2 * testCount) : tests;
              tests[testCount++] = first.mask();
              tests[testCount++] = first.value();
              return testCount - 2;
            });
    return node(List.of(~index, ~first.answer(), rest));
  }

  private int choice(List<EncodingRow> rows, Field field) {
    List<Integer> node = new ArrayList<>();
    node.add(field.shift | ((1 << field.width) - 1) << 6);
    for (long bits = 0; bits < 1L << field.width; bits++) {
      List<EncodingRow> chosen = new ArrayList<>();
      for (EncodingRow row : rows) {
        if (((row.value() ^ bits << field.shift) & row.mask() & field.mask()) == 0) {
          chosen.add(
              new EncodingRow(
                  row.mask() & ~field.mask(), row.value() & ~field.mask(), row.answer()));
        }
      }
      node.add(subtree(chosen));
    }
    return new HashSet<>(node.subList(1, node.size())).size() == 1 ? node.get(1) : node(node);
  }

  private int node(List<Integer> node) {
    return shared.computeIfAbsent(
        node,
        added -> {
          while (nodeCount + added.size() > nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodes.length);
          }
          int start = nodeCount;
          for (int word : added) {
            nodes[nodeCount++] = word;
          }
          return start;
        });
  }

  private @Nullable Field bestField(List<EncodingRow> rows) {
    if (rows.size() <= 2) {
      return null;
    }
    long[] masks = rows.stream().mapToLong(EncodingRow::mask).sorted().toArray();
    long used = rows.stream().mapToLong(EncodingRow::mask).reduce(0, (a, b) -> a | b);
    Field best = null;
    double fewest = rows.size() * 0.7;
    for (int shift = 0; shift < wordBits; shift++) {
      for (int width = 1; width <= MAX_FIELD && shift + width <= wordBits; width++) {
        Field field = new Field(shift, width);
        boolean endsAreUsed = (used >>> shift & 1) != 0 && (used >>> (shift + width - 1) & 1) != 0;
        if (endsAreUsed && 1 << width <= REFERENCES_PER_ROW * rows.size()) {
          // A wider field has to earn its size.
          double cost = left(masks, field.mask()) + width * 0.05;
          if (cost < fewest) {
            fewest = cost;
            best = field;
          }
        }
      }
    }
    return best;
  }

  /** How many rows of these sorted masks stay possible, on average, once a field is known. */
  private static double left(long[] masks, long field) {
    double left = 0;
    int start = 0;
    for (int i = 1; i <= masks.length; i++) {
      if (i == masks.length || masks[i] != masks[start]) {
        left += (double) (i - start) / (1 << Long.bitCount(masks[start] & field));
        start = i;
      }
    }
    return left;
  }

  private record Field(int shift, int width) {
    long mask() {
      return ((1L << width) - 1) << shift;
    }
  }
}
