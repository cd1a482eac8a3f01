package dev.plimsoll.runtime.inheritance;

import java.util.Arrays;

/**
 * An immutable list of which changed copies share all but a path of nodes, so that a long run
 * neither copies nor loses its states.
 */
final class PersistentList<E> {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;

  /** A node of the lowest level holds elements, others hold nodes. */
  private final Object[] root;

  private final int size;
  private final int shift;

  private PersistentList(Object[] root, int size, int shift) {
    this.root = root;
    this.size = size;
    this.shift = shift;
  }

  static <E> PersistentList<E> empty() {
    return new PersistentList<>(new Object[0], 0, 0);
  }

  int size() {
    return size;
  }

  E get(int index) {
    checkIndex(index, size);
    Object[] node = root;
    for (int level = shift; level > 0; level -= BITS) {
      node = (Object[]) node[slot(index, level)];
    }
    @SuppressWarnings("unchecked") // Only elements were put into the lowest level.
    E element = (E) node[slot(index, 0)];
    return element;
  }

  /** The list with one element more. */
  PersistentList<E> plus(E element) {
    boolean full = size == WIDTH << shift;
    Object[] base = full ? new Object[] {root} : root;
    int height = full ? shift + BITS : shift;
    return new PersistentList<>(put(base, height, size, element), size + 1, height);
  }

  /** The list with another element in one place. */
  PersistentList<E> with(int index, E element) {
    checkIndex(index, size);
    return new PersistentList<>(put(root, shift, index, element), size, shift);
  }

  private static Object[] put(Object[] node, int level, int index, Object element) {
    int slot = slot(index, level);
    Object[] copy = Arrays.copyOf(node, Math.max(node.length, slot + 1));
    Object[] below = level > 0 && slot < node.length ? (Object[]) node[slot] : new Object[0];
    copy[slot] = level == 0 ? element : put(below, level - BITS, index, element);
    return copy;
  }

  private static int slot(int index, int level) {
    return index >>> level & WIDTH - 1;
  }

  private static void checkIndex(int index, int size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
  }
}
