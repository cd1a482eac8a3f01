package dev.plimsoll.dsl.format;

import java.util.ArrayList;
import java.util.List;

/** Prints blocks that are short enough for one line each: an inventory reads like a table. */
final class InLineBlocks {
  /** The name, the first property, and what follows. */
  private record Cells(String name, String first, String rest) {}

  private InLineBlocks() {}

  /** The run of neighbours from there on that fit into a line each. */
  static List<Item.Block> startingAt(List<Item> items, int start, String indent) {
    List<Item.Block> run = new ArrayList<>();
    for (int i = start; i < items.size(); i++) {
      Item item = items.get(i);
      boolean apart = item.first().outerGap() == Gap.BLANK || !item.first().comments().isEmpty();
      if (!(item instanceof Item.Block block)
          || (!run.isEmpty() && apart)
          || !isPlain(block)
          || width(line(cells(block)), indent) > LinePrinter.WIDTH) {
        break;
      }
      run.add(block);
    }
    return run;
  }

  /** One line for each of a run, in columns if these fit. */
  static List<String> print(List<Item.Block> run, String indent) {
    List<Cells> cells = run.stream().map(InLineBlocks::cells).toList();
    int names = cells.stream().mapToInt(c -> LinePrinter.width(c.name())).max().orElse(0);
    int firsts =
        cells.stream()
            .filter(c -> !c.rest().isEmpty())
            .mapToInt(c -> LinePrinter.width(c.first()))
            .max()
            .orElse(0);
    List<String> aligned = cells.stream().map(c -> line(c, names, firsts)).toList();
    boolean fit = aligned.stream().allMatch(l -> width(l, indent) <= LinePrinter.WIDTH);
    return fit ? aligned : cells.stream().map(InLineBlocks::line).toList();
  }

  private static int width(String line, String indent) {
    return LinePrinter.width(indent) + LinePrinter.width(line);
  }

  private static boolean isPlain(Item.Block block) {
    boolean fits = !block.items().isEmpty() && block.items().size() <= block.shape().mostInLine();
    return fits
        && block.opening().isEmpty()
        && block.close().comments().isEmpty()
        && !LinePrinter.hasInnerComment(block.header())
        && block.items().stream().allMatch(InLineBlocks::isPlain);
  }

  private static boolean isPlain(Item item) {
    return item instanceof Item.Line line
        && line.trailing().isEmpty()
        && line.first().comments().isEmpty()
        && !LinePrinter.hasInnerComment(line.pieces());
  }

  private static Cells cells(Item.Block block) {
    List<String> lines = new ArrayList<>();
    for (Item item : block.items()) {
      lines.add(LinePrinter.flat(((Item.Line) item).pieces()));
    }
    String rest = String.join(" ", lines.subList(1, lines.size()));
    return new Cells(LinePrinter.flat(block.header()), lines.get(0), rest);
  }

  private static String line(Cells cells) {
    return line(cells, 0, 0);
  }

  private static String line(Cells cells, int nameWidth, int firstWidth) {
    StringBuilder line = new StringBuilder(cells.name());
    line.setLength(line.length() - 1);
    LinePrinter.pad(line, nameWidth - 1);
    line.append("{ ");
    int start = LinePrinter.width(line);
    line.append(cells.first());
    if (!cells.rest().isEmpty()) {
      LinePrinter.pad(line, start + firstWidth);
      line.append(' ').append(cells.rest());
    }
    return line.append(" }").toString();
  }
}
