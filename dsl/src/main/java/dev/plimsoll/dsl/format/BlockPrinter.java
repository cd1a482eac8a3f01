package dev.plimsoll.dsl.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints the blocks of a policy, which nest three deep at most. */
final class BlockPrinter {
  private BlockPrinter() {}

  /** A whole file. */
  static String print(Item.Block file) {
    StringBuilder out = new StringBuilder();
    body(file, "", out);
    return out.toString();
  }

  private static void body(Item.Block block, String indent, StringBuilder out) {
    List<Item> items = block.items();
    List<Row> rows = new ArrayList<>();
    int width = columnWidth(block);
    int i = 0;
    while (i < items.size()) {
      List<Item.Block> inLine = InLineBlocks.startingAt(items, i, indent);
      List<String> codes =
          inLine.isEmpty()
              ? List.of(code(items.get(i), indent, block.shape().column(), width))
              : InLineBlocks.print(inLine, indent);
      for (String code : codes) {
        Item item = items.get(i);
        List<String> leading = Row.leading(item.first(), indent, i == 0, standsApart(block, i));
        rows.add(new Row(leading, indent + code, item.trailing()));
        i++;
      }
    }
    Row.print(rows, out);
    for (String line : Row.leading(block.close(), indent, items.isEmpty(), false)) {
      out.append(line).append('\n');
    }
  }

  private static boolean standsApart(Item.Block block, int i) {
    if (i == 0 || block.shape() != Shape.FILE) {
      return false;
    }
    List<Item> items = block.items();
    return !(items.get(i - 1).first().is("import") && items.get(i).first().is("import"));
  }

  private static int columnWidth(Item.Block block) {
    int column = block.shape().column();
    int width = 0;
    for (Item item : block.items()) {
      if (item instanceof Item.Line line && line.pieces().size() > column) {
        List<Piece> start = line.pieces().subList(0, column);
        width = Math.max(width, LinePrinter.width(LinePrinter.flat(start)));
      }
    }
    return width;
  }

  private static String code(Item item, String indent, int column, int width) {
    if (item instanceof Item.Line line) {
      return LinePrinter.print(line.pieces(), indent, column, width);
    }
    Item.Block block = (Item.Block) item;
    StringBuilder out = new StringBuilder(LinePrinter.print(block.header(), indent, 0, 0));
    if (block.isEmpty()) {
      return out.append(" }").toString();
    }
    Optional<Comment> opening = block.opening();
    opening.ifPresent(c -> out.append(LinePrinter.BEFORE_COMMENT).append(c.text()));
    out.append('\n');
    body(block, indent + LinePrinter.INDENT, out);
    return out.append(indent).append('}').toString();
  }
}
