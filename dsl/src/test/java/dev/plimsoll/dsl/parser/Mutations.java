package dev.plimsoll.dsl.parser;

import java.util.Random;

/** Small random damage to a text. */
public final class Mutations {
  private static final String[] PIECES = {
    ";",
    "{",
    "}",
    "(",
    ")",
    "\"",
    "-",
    " - ",
    "+",
    "&",
    "*",
    ",",
    ":",
    "//",
    "///",
    "\\",
    "\n",
    "\t",
    "policy",
    "node",
    "baseline",
    "rules",
    "on",
    "deny",
    "dispatch",
    "via",
    "in",
    "test",
    "expect",
    "chain",
    "->",
    "9",
    "99999999999999999999",
    "\u0000",
    "\uFFFD",
    "é",
    "\uD83D",
    "😀",
    "“",
    "#"
  };

  private Mutations() {}

  public static String of(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    int edits = 1 + random.nextInt(5);
    for (int i = 0; i < edits; i++) {
      edit(out, random);
    }
    return out.toString();
  }

  private static void edit(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(12));
    switch (random.nextInt(5)) {
      case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
      case 1 -> text.delete(at, end);
      case 2 -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
      case 3 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
      default -> text.setLength(Math.max(at, text.length() / 2));
    }
  }
}
