package dev.plimsoll.dsl.source;

/**
 * A stretch of source text, counted in UTF-16 units so that it can be cut out with {@link
 * String#substring}.
 *
 * @param offset where it begins, from 0
 * @param length how long it is; 0 marks a place between two characters
 */
public record Span(int offset, int length) {

  public Span {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("negative span " + offset + "+" + length);
    }
  }

  /** The stretch from {@code start} up to but not including {@code end}. */
  public static Span between(int start, int end) {
    return new Span(start, end - start);
  }

  /** The offset just behind the last unit. */
  public int end() {
    return offset + length;
  }

  /** The smallest span that covers this one and the other. */
  public Span to(Span other) {
    return between(Math.min(offset, other.offset), Math.max(end(), other.end()));
  }

  /** Whether the other span lies inside this one. */
  public boolean contains(Span other) {
    return offset <= other.offset && other.end() <= end();
  }
}
