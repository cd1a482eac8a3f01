package dev.plimsoll.dsl.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups the pieces of a policy that parses into statements and blocks. */
final class ItemReader {
  private final List<Piece> pieces;
  private int next;

  ItemReader(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /** The whole file as a block without a header. */
  Item.Block file() {
    return block(Shape.FILE, List.of());
  }

  private Item.Block block(Shape shape, List<Piece> header) {
    Optional<Comment> opening = header.isEmpty() ? Optional.empty() : commentOnSameLine();
    List<Item> items = new ArrayList<>();
    while (!isEnd() && !pieces.get(next).is("}")) {
      Optional<Shape> inner = shape.begunBy(pieces.get(next));
      items.add(inner.isPresent() ? block(inner.get(), header()) : line());
    }
    Piece close = pieces.get(next);
    if (isEnd()) {
      return new Item.Block(shape, header, opening, items, close, Optional.empty());
    }
    next++;
    return new Item.Block(shape, header, opening, items, close, commentOnSameLine());
  }

  private List<Piece> header() {
    int start = next;
    while (!isEnd() && !pieces.get(next).is("{")) {
      next++;
    }
    next += isEnd() ? 0 : 1;
    return pieces.subList(start, next);
  }

  private Item.Line line() {
    int start = next;
    int depth = 0;
    while (!isEnd() && !(depth == 0 && pieces.get(next).is(";"))) {
      depth += pieces.get(next).is("{") ? 1 : pieces.get(next).is("}") ? -1 : 0;
      next++;
    }
    next += isEnd() ? 0 : 1;
    List<Piece> line = List.copyOf(pieces.subList(start, next));
    return new Item.Line(line, commentOnSameLine());
  }

  private Optional<Comment> commentOnSameLine() {
    Piece piece = pieces.get(next);
    if (piece.comments().isEmpty() || piece.outerGap() != Gap.NONE) {
      return Optional.empty();
    }
    pieces.set(next, piece.withoutFirstComment());
    return Optional.of(piece.comments().get(0));
  }

  private boolean isEnd() {
    return next == pieces.size() - 1;
  }
}
