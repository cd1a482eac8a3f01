package dev.plimsoll.verifier.decode.fixed;

/**
 * A decision tree over the bits of a word, flattened.
 *
 * <p>A node begins with a header. A header of zero or above is a choice: its low 6 bits shift the
 * word, the bits above mask it, and the result picks one of the references that follow. A header
 * below zero is a test: its complement is the index of a mask and a value, and the word goes on to
 * the first reference that follows if it matches, to the second if not. A reference of zero or
 * above is the index of a node, one below zero is the complement of an answer.
 */
final class MatchTree {
  private final int[] nodes;
  private final long[] tests;
  private final int root;

  MatchTree(int[] nodes, long[] tests, int root) {
    this.nodes = nodes;
    this.tests = tests;
    this.root = root;
  }

  /** The answer for a word; 0 if no encoding matches. */
  int answer(long word) {
    int reference = root;
    while (reference >= 0) {
      int header = nodes[reference];
      if (header >= 0) {
        int choice = (int) (word >>> (header & 63)) & header >>> 6;
        reference = nodes[reference + 1 + choice];
      } else {
        boolean matches = (word & tests[~header]) == tests[~header + 1];
        reference = nodes[reference + (matches ? 1 : 2)];
      }
    }
    return ~reference;
  }

  /** How many words of memory the tree takes, in ints. */
  int size() {
    return nodes.length + 2 * tests.length;
  }
}
