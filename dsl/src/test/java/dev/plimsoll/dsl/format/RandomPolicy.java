package dev.plimsoll.dsl.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up policies that parse: random declarations, then random white space and comments. */
final class RandomPolicy {
  private static final String[] NAMES = {
    "a", "x86_64", "aarch64", "avx2", "sse4.2", "3dnow", "x86-64-v3", "policy", "node", "on", "in",
    "because", "until", "test", "common", "any", "words", "expect", "128", "b_1", "allow", "chain",
    "a-name-that-is-so-long-that-a-few-of-them-fill-a-line.and-more-than-that"
  };
  private static final String[] TEXTS = {
    "\"\"",
    "\"a\"",
    "\"// no comment\"",
    "\"{ ; }\"",
    "\"\\\"\\\\\\n\\t\"",
    "\"é 😀 \t \"",
    "\"a text that is long enough to make lines that hold two of its kind too long\""
  };
  private static final String[] COMMENTS = {
    "//",
    "// c",
    "//c",
    "///",
    "/// doc",
    "///doc ",
    "//// four",
    "//  ; } \"",
    "// é 😀 \t",
    "/// a\tb  "
  };
  private static final String[] GAPS = {
    "", " ", "  ", "\t", "\n", "\r\n", "\r", "\n\n", "\n\n\n", "\r\n\r\n ", "\f", "\uFEFF", "\n    "
  };

  private final Random random;
  private final List<String> tokens = new ArrayList<>();

  private RandomPolicy(Random random) {
    this.random = random;
  }

  /** The text of a policy. */
  static String of(Random random) {
    RandomPolicy policy = new RandomPolicy(random);
    policy.file();
    return policy.text();
  }

  private String text() {
    int comments = random.nextInt(12);
    boolean wild = random.nextBoolean();
    StringBuilder out = new StringBuilder(chance(9) ? "\uFEFF" : "");
    between(out, comments, wild, false);
    for (int i = 0; i < tokens.size(); i++) {
      out.append(tokens.get(i));
      boolean needed = i + 1 < tokens.size() && needsGap(tokens.get(i), tokens.get(i + 1));
      between(out, comments, wild, needed);
    }
    return out.toString();
  }

  private void between(StringBuilder out, int comments, boolean wild, boolean needed) {
    int start = out.length();
    out.append(wild ? pick(GAPS) : needed || chance(2) ? " " : "");
    while (comments > 0 && chance(60 / comments)) {
      out.append(pick(COMMENTS)).append(pick("\n", "\r\n", "\r", "\n\n\n")).append(pick(GAPS));
    }
    if (needed && (out.length() == start || out.charAt(start) == '\uFEFF')) {
      out.insert(start, ' ');
    }
    if (needed && out.charAt(out.length() - 1) == '\uFEFF') {
      out.append(' ');
    }
  }

  private static boolean needsGap(String left, String right) {
    boolean minus = left.equals("-") || right.equals("-");
    return minus || (isWord(left) && isWord(right));
  }

  private static boolean isWord(String token) {
    return Character.isLetterOrDigit(token.charAt(0)) || token.charAt(0) == '_';
  }

  private void file() {
    int before = random.nextInt(3);
    declarations(before);
    add("policy", name(), ";");
    declarations(random.nextInt(5));
  }

  private void declarations(int count) {
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(6)) {
        case 0 -> add("import", pick(TEXTS), ";");
        case 1 -> block(this::node, "fleet", name());
        case 2 -> baseline();
        case 3 -> block(this::holdItem, "hold", name());
        case 4 -> block(this::ruleItem, "rules", name());
        default -> block(this::expectation, "test", pick(TEXTS));
      }
    }
  }

  private void baseline() {
    if (chance(3)) {
      block(this::set, "baseline", name(), "sealed", pick(TEXTS));
    } else {
      block(this::set, "baseline", name());
    }
  }

  private void block(Runnable item, String... header) {
    add(header);
    add("{");
    for (int i = random.nextInt(5); i > 0; i--) {
      item.run();
    }
    add("}");
  }

  private void node() {
    block(this::property, "node", name());
  }

  private void property() {
    switch (random.nextInt(5)) {
      case 0 -> add("arch", name(), ";");
      case 1 -> {
        add("cpu");
        expression(3);
        add(";");
      }
      case 2 -> add("kernel", pick(TEXTS), ";");
      case 3 -> add("vector-length", name(), "256", ";");
      default -> add("from", "probe", pick(TEXTS), ";");
    }
  }

  private void set() {
    add(name(), ":");
    expression(4);
    add(";");
  }

  private void expression(int depth) {
    factor(depth);
    for (int i = random.nextInt(chance(8) ? 20 : 3); i > 0; i--) {
      add(pick("+", "-", "&"));
      factor(depth);
    }
  }

  private void factor(int depth) {
    switch (depth == 0 ? 0 : random.nextInt(5)) {
      case 1 -> add(pick("common", "any"), "(", name(), ")");
      case 2 -> {
        add("(");
        expression(depth - 1);
        add(")");
      }
      case 3 -> {
        add("{");
        if (chance(5)) {
          add("}");
        } else {
          list(chance(3) ? 40 : 4);
          add("}");
        }
      }
      case 4 -> add(name() + "*");
      default -> add(name());
    }
  }

  private void list(int most) {
    add(name());
    for (int i = random.nextInt(most); i > 0; i--) {
      add(",", name());
    }
  }

  private void holdItem() {
    switch (random.nextInt(5)) {
      case 0 -> add(pick("words", "residual", "on-loss", "exec-32bit"), name(), ";");
      case 1 -> {
        add("knobs");
        list(30);
        add(";");
      }
      case 2 -> add("limit", "vector-length", name(), "128", ";");
      default -> {
        add("accept", "losing");
        list(3);
        if (chance(2)) {
          add("because", pick(TEXTS));
        }
        add(";");
      }
    }
  }

  private void ruleItem() {
    if (chance(4)) {
      block(this::ruling, "on", name());
    } else {
      ruling();
    }
  }

  private void ruling() {
    add(pick("allow", "warn", "deny"));
    switch (random.nextInt(4)) {
      case 0 -> add(pick("unconditional", "missing-architecture", "not-analysed"));
      case 1 -> add("xsave-area", ">", "2696", "bytes");
      default -> {
        add(pick("dispatch", "hint", "signal-frame"));
        if (chance(2)) {
          add("{");
          list(20);
          add("}");
        }
      }
    }
    if (chance(2)) {
      add("in", pick(TEXTS));
      if (chance(2)) {
        add(pick(TEXTS));
      }
    }
    if (chance(2)) {
      add("owner", pick(TEXTS));
    }
    if (chance(2)) {
      add("because", pick(TEXTS));
    }
    if (chance(3)) {
      add("until", "2027-06-30");
    }
    add(";");
  }

  private void expectation() {
    add("expect");
    switch (random.nextInt(5)) {
      case 0 -> {
        add("a", "on", name(), pick("has", "have", "lacks", "lack"));
        list(20);
      }
      case 1 -> add("a", "carries", name());
      case 2 -> {
        add("words", "of", name(), "on", name(), pick("has", "lack"));
        list(5);
      }
      case 3 -> add("migrate", name(), "->", name(), "under", name(), "is", pick("safe", "unsafe"));
      default -> {
        add("chain", "{");
        for (int i = random.nextInt(12); i > 0; i--) {
          add(name(), name(), ";");
        }
        add("}", "on", name(), "under", name(), "sees", name(), "words");
      }
    }
    add(";");
  }

  private String name() {
    return pick(NAMES);
  }

  private void add(String... more) {
    tokens.addAll(List.of(more));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }
}
