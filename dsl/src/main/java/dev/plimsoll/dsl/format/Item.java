package dev.plimsoll.dsl.format;

import java.util.List;
import java.util.Optional;

/** What a block holds. */
sealed interface Item {

  /** The piece with which it begins; its comments stand in front of the item. */
  Piece first();

  /** The comment behind it on its last line. */
  Optional<Comment> trailing();

  /** A statement with its semicolon. */
  record Line(List<Piece> pieces, Optional<Comment> trailing) implements Item {
    public Line {
      pieces = List.copyOf(pieces);
    }

    @Override
    public Piece first() {
      return pieces.get(0);
    }
  }

  /**
   * A block.
   *
   * @param header from its keyword to its brace
   * @param opening the comment behind the brace
   * @param close the closing brace or the end of the file
   */
  record Block(
      Shape shape,
      List<Piece> header,
      Optional<Comment> opening,
      List<Item> items,
      Piece close,
      Optional<Comment> trailing)
      implements Item {
    public Block {
      header = List.copyOf(header);
      items = List.copyOf(items);
    }

    @Override
    public Piece first() {
      return header.get(0);
    }

    boolean isEmpty() {
      return opening.isEmpty() && items.isEmpty() && close.comments().isEmpty();
    }
  }
}
