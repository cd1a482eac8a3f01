package dev.plimsoll.dsl.format;

import dev.plimsoll.dsl.parser.Lexeme;
import dev.plimsoll.dsl.parser.LexemeReader;
import dev.plimsoll.dsl.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts a text into pieces. */
final class PieceReader {
  private PieceReader() {}

  /**
   * The pieces in the order of the text; the last one is the end of the file.
   *
   * @param renames what to write instead of the word at an offset
   */
  static List<Piece> read(SourceFile file, Map<Integer, String> renames) {
    String text = file.text();
    List<Piece> pieces = new ArrayList<>();
    List<Comment> comments = new ArrayList<>();
    int end = 0;
    for (Lexeme lexeme : LexemeReader.read(file)) {
      int start = lexeme.span().offset();
      Gap gap = end == 0 ? Gap.LINE : Gap.in(text.substring(end, start));
      String written = file.text(lexeme.span());
      if (lexeme.kind() == Lexeme.Kind.COMMENT) {
        comments.add(new Comment(written.stripTrailing(), gap));
      } else {
        pieces.add(new Piece(renames.getOrDefault(start, written), gap, comments));
        comments.clear();
      }
      end = lexeme.span().end();
    }
    pieces.add(new Piece("", Gap.LINE, comments));
    return pieces;
  }
}
