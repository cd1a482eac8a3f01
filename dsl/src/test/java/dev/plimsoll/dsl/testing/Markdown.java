package dev.plimsoll.dsl.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the fenced blocks of a page. */
public final class Markdown {
  private Markdown() {}

  /** The contents of the blocks with that label, in their order. */
  public static List<String> blocks(String page, String label) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = fence(label).matcher(page);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  /** The page with another content of its first block with that label. */
  public static String withBlock(String page, String label, String content) {
    String block = "```" + label + "\n" + content + "```\n";
    return fence(label).matcher(page).replaceFirst(Matcher.quoteReplacement(block));
  }

  private static Pattern fence(String label) {
    return Pattern.compile("(?ms)^```" + label + "\\n(.*?)^```\\n");
  }
}
