package dev.plimsoll.dsl.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Random damage to texts. Some of it keeps a policy well-formed most of the time and reaches what
 * lies behind the parser; some of it is plain vandalism.
 */
public final class Mutations {
  /** Mutants are no longer than this, so that the heap of a run can be small. */
  private static final int LARGEST = 200_000;

  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"\\n]*\"?|//[^\\n]*|[\\w.*-]+|\\s+|(?s:.)");
  private static final String[] SIGNS = {
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
    "->",
    "#",
    "policy",
    "import",
    "fleet",
    "node",
    "arch",
    "cpu",
    "from probe",
    "kernel",
    "baseline",
    "sealed",
    "hold",
    "rules",
    "on",
    "deny",
    "warn",
    "allow",
    "dispatch",
    "via",
    "in",
    "because",
    "owner",
    "until",
    "test",
    "expect",
    "has",
    "lacks",
    "carries",
    "words",
    "chain",
    "migrate",
    "common",
    "any",
    "0",
    "9",
    "-1",
    "99999999999999999999",
    "2027-02-30"
  };
  private static final String[] JUNK = {
    "\u0000",
    "\uFFFD",
    "é",
    "\uD83D",
    "\uDE00",
    "😀",
    "“",
    "\uFEFF",
    "\u2028",
    "\u0085",
    "\u000C",
    "\u000B",
    "\r",
    "\u00A0",
    "\u200B",
    "\u202E",
    "\u0301",
    "\u05D0",
    "ſ",
    "İ",
    "ı",
    "Ａ",
    "а",
    "\uFFFF",
    "\u0007",
    "\u001B[31m",
    "\uD800\uD800",
    "𝟙",
    "٣"
  };
  private static final String[] TEXTS = {
    "\"",
    "\"\"",
    "\"\\",
    "\"\\\"",
    "\"\\u0041\"",
    "\"\\n",
    "\"a\nb\"",
    "\"\"\"",
    "'",
    "\"*\"",
    "\"../x.plimsoll\"",
    "\"acme/fleet.plimsoll\"",
    "\"probes/*.json\"",
    "\"**/*.so\"",
    "\"6.8\""
  };
  private static final String[] COMMENTS = {
    " // c\n", "\n// c\n", "\n/// doc\n", "\n\n", " ", "\n//\n\n\n", " /// x\n", "\n\t// c \t\n"
  };
  private static final String[][] NESTS = {{"(", ")"}, {"{", "}"}, {"({", "})"}, {"{ a: (", ") }"}};

  private final List<Corpus.Seed> corpus;
  private final List<List<String>> tokens = new ArrayList<>();
  private final List<BiFunction<String, RandomGenerator, String>> mild =
      List.of(
          this::replaceToken,
          this::replaceToken,
          this::insertComment,
          this::copyTokens,
          this::copyLines,
          this::moveLine,
          this::splice);
  private final List<BiFunction<String, RandomGenerator, String>> all =
      List.of(
          this::replaceToken,
          this::insertComment,
          this::copyTokens,
          this::dropTokens,
          this::copyLines,
          this::moveLine,
          this::splice,
          this::nest,
          this::stretch,
          this::truncate,
          (text, random) -> insert(text, pick(SIGNS, random), random),
          (text, random) -> insert(text, pick(JUNK, random), random),
          (text, random) -> insert(text, pick(TEXTS, random), random),
          this::damageBytes);

  public Mutations(List<Corpus.Seed> corpus) {
    this.corpus = List.copyOf(corpus);
    corpus.forEach(seed -> tokens.add(tokens(seed.text())));
  }

  /** A seed and what became of its text. */
  public Corpus.Seed next(RandomGenerator random) {
    Corpus.Seed seed = pick(corpus, random);
    String text = seed.text();
    var operators = random.nextBoolean() ? mild : all;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      text = pick(operators, random).apply(text, random);
      text = text.substring(0, Math.min(text.length(), LARGEST));
    }
    return new Corpus.Seed(seed.name(), text);
  }

  private static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(found -> found.group()).toList();
  }

  /** A word for a word, a text for a text, so that the result often parses. */
  private String replaceToken(String text, RandomGenerator random) {
    List<String> own = new ArrayList<>(tokens(text));
    int at = random.nextInt(own.size() + 1);
    if (at == own.size()) {
      return text + pick(SIGNS, random);
    }
    for (int attempt = 0; attempt < 20; attempt++) {
      List<String> others = random.nextInt(3) > 0 ? own : pick(tokens, random);
      String other = others.isEmpty() ? ";" : pick(others, random);
      boolean alike = kind(other) == kind(own.get(at));
      if (alike && !other.equals(own.get(at))) {
        own.set(at, other);
        break;
      }
    }
    return String.join("", own);
  }

  private static int kind(String token) {
    char first = token.charAt(0);
    return Character.isLetter(first) ? 'a' : Character.isDigit(first) ? '0' : first;
  }

  private String insertComment(String text, RandomGenerator random) {
    List<String> own = new ArrayList<>(tokens(text));
    own.add(random.nextInt(own.size() + 1), pick(COMMENTS, random));
    return String.join("", own);
  }

  private String copyTokens(String text, RandomGenerator random) {
    List<String> own = new ArrayList<>(tokens(text));
    List<String> run = run(own, random);
    own.addAll(random.nextInt(own.size() + 1), List.copyOf(run));
    return String.join("", own);
  }

  private String dropTokens(String text, RandomGenerator random) {
    List<String> own = new ArrayList<>(tokens(text));
    run(own, random).clear();
    return String.join("", own);
  }

  private static List<String> run(List<String> tokens, RandomGenerator random) {
    int from = random.nextInt(tokens.size() + 1);
    return tokens.subList(from, Math.min(tokens.size(), from + 1 + random.nextInt(8)));
  }

  private String copyLines(String text, RandomGenerator random) {
    List<String> lines = lines(text);
    int from = random.nextInt(lines.size());
    int to = Math.min(lines.size(), from + 1 + random.nextInt(6));
    String some = String.join("\n", lines.subList(from, to)) + "\n";
    int times = random.nextInt(20) == 0 ? 50 : 1 + random.nextInt(2);
    lines.add(random.nextInt(lines.size() + 1), some.repeat(times));
    return String.join("\n", lines);
  }

  private String moveLine(String text, RandomGenerator random) {
    List<String> lines = lines(text);
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return String.join("\n", lines);
  }

  private static List<String> lines(String text) {
    return new ArrayList<>(Arrays.asList(text.split("\n", -1)));
  }

  /** The beginning of one text and the end of another, cut at lines or anywhere. */
  private String splice(String text, RandomGenerator random) {
    String other = pick(corpus, random).text();
    int cut = random.nextInt(text.length() + 1);
    int resume = random.nextInt(other.length() + 1);
    if (random.nextInt(4) > 0) {
      cut = text.lastIndexOf('\n', cut) + 1;
      resume = other.lastIndexOf('\n', resume) + 1;
    }
    return text.substring(0, cut) + other.substring(resume);
  }

  private String nest(String text, RandomGenerator random) {
    String[] nest = pick(NESTS, random);
    int depth = random.nextInt(500) == 0 ? 100_000 : 1 + random.nextInt(100);
    int at = random.nextInt(text.length() + 1);
    int end = random.nextBoolean() ? at : Math.min(text.length(), at + random.nextInt(40));
    String close = random.nextInt(3) == 0 ? "" : nest[1].repeat(depth);
    return text.substring(0, at)
        + nest[0].repeat(depth)
        + text.substring(at, end)
        + close
        + text.substring(end);
  }

  /** A few characters many times. */
  private String stretch(String text, RandomGenerator random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(4));
    int times = random.nextInt(50) == 0 ? 20_000 : 2 + random.nextInt(300);
    return text.substring(0, at) + text.substring(at, end).repeat(times) + text.substring(end);
  }

  private String truncate(String text, RandomGenerator random) {
    return text.substring(0, random.nextInt(text.length() + 1));
  }

  private static String insert(String text, String piece, RandomGenerator random) {
    int at = random.nextInt(text.length() + 1);
    int end = random.nextBoolean() ? at : Math.min(text.length(), at + random.nextInt(12));
    return text.substring(0, at) + piece + text.substring(end);
  }

  /** Flips, copies or overwrites bytes; what is no UTF-8 becomes what every reader makes of it. */
  private String damageBytes(String text, RandomGenerator random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 1 + random.nextInt(8); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        default -> bytes[at] = bytes[random.nextInt(bytes.length)];
      }
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static <T> T pick(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }

  private static <T> T pick(T[] array, RandomGenerator random) {
    return array[random.nextInt(array.length)];
  }
}
