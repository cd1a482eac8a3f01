package dev.plimsoll.verifier.decode.fixed;

/**
 * A decision tree over the bits of a word, flattened into one array of references.
 *
 * <p>A reference is the index of its first child in bits 0 to 17, the shift of the field of the
 * word that chooses among the children in bits 18 to 23, and the field's mask from bit 24 on. The
 * mask of an end is 0 and its only child is itself, so that one may step on from it and stay there:
 * the first steps are taken without looking, which costs less than a branch that nobody can
 * predict. An end is an answer or, past the answers, a test: the word goes on to the second
 * reference after it if it is the value under the mask of the test, to the third if not.
 */
final class MatchTree {
  static final int SHIFT = 18;
  static final int MASK = 24;
  static final int MOST = 1 << SHIFT;
  private static final int LAST_END = (1 << MASK) - 1;

  private final int[] nodes;
  private final int[] answers;
  private final long[] tests;
  private final int rootChild;
  private final int rootShift;
  private final int rootMask;

  /**
   * A tree.
   *
   * @param nodes as described
   * @param answers what the ends at the beginning of {@code nodes} stand for
   * @param tests masks and values in turn; what follows a test is the index of its mask
   * @param root the field that is looked at first, and where its children begin
   */
  MatchTree(int[] nodes, int[] answers, long[] tests, Root root) {
    this.nodes = nodes;
    this.answers = answers;
    this.tests = tests;
    this.rootChild = root.child();
    this.rootShift = root.shift();
    this.rootMask = root.mask();
  }

  /** A field that may be wider than those of other nodes. */
  record Root(int child, int shift, int mask) {}

  /** The end that stands for an answer; -1 if there is none. */
  int end(int answer) {
    for (int end = 0; end < answers.length; end++) {
      if (answers[end] == answer) {
        return end;
      }
    }
    return -1;
  }

  /** Two steps into the tree; where most words are at their end. */
  int first(long word) {
    return child(nodes[rootChild + ((int) (word >>> rootShift) & rootMask)], word);
  }

  /** The answer for a word; 0 if no encoding matches. */
  int answer(long word) {
    int at = first(word);
    while (true) {
      while (at > LAST_END) {
        at = child(at, word);
      }
      if (at < answers.length) {
        return answers[at];
      }
      int test = nodes[at + 1];
      at = nodes[(word & tests[test]) == tests[test + 1] ? at + 2 : at + 3];
    }
  }

  private int child(int reference, long word) {
    return nodes[
        (reference & (MOST - 1)) + ((int) (word >>> (reference >>> SHIFT)) & (reference >>> MASK))];
  }

  /** How many words of memory the tree takes, in ints. */
  int size() {
    return nodes.length + answers.length + 2 * tests.length;
  }
}
