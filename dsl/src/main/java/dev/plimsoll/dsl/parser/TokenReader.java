package dev.plimsoll.dsl.parser;

import dev.plimsoll.dsl.diagnostic.Quoted;
import dev.plimsoll.dsl.parser.grammar.PolicyLexer;
import dev.plimsoll.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * From text to the tokens of the grammar: reports what is wrong with single tokens and mends it, so
 * that the parser sees only tokens that it knows.
 */
final class TokenReader {
  private static final int DEEPEST = 64;
  private static final Pattern GOOD_NAME = Pattern.compile("[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*");
  private static final Pattern GOOD_WILDCARD =
      Pattern.compile("[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*[.-]?\\*");
  private static final Map<Character, Integer> PUNCTUATION =
      Map.of(
          ';', PolicyLexer.SEMI,
          ',', PolicyLexer.COMMA,
          '{', PolicyLexer.LBRACE,
          '}', PolicyLexer.RBRACE,
          ')', PolicyLexer.RPAREN);

  private final Mistakes mistakes;
  private final String text;
  private final PolicyLexer lexer;
  private final List<Token> tokens = new ArrayList<>();
  private final Map<Integer, String> documentation = new HashMap<>();
  private final StringBuilder pendingDocumentation = new StringBuilder();
  private boolean afterForeign;
  private int depth;
  private boolean refused;

  TokenReader(Mistakes mistakes) {
    this.mistakes = mistakes;
    this.text = mistakes.file().text();
    this.lexer = new PolicyLexer(CharStreams.fromString(oneUnitPerCharacter(text)));
    lexer.removeErrorListeners();
  }

  /** Reads to the end, or until the text is larger or deeper than anybody can have meant. */
  void read() {
    Token token = lexer.nextToken();
    while (token.getType() != Token.EOF && !refused) {
      take((CommonToken) token);
      token = lexer.nextToken();
    }
    CommonToken end = new CommonToken(Token.EOF, "");
    end.setStartIndex(text.length());
    end.setStopIndex(text.length() - 1);
    end.setLine(lexer.getLine());
    keep(end);
  }

  List<Token> tokens() {
    return tokens;
  }

  /** Whether the text was given up; a mistake says why. */
  boolean isRefused() {
    return refused;
  }

  /** The doc comment in front of the token at that offset, empty if there is none. */
  String documentation(int offset) {
    return documentation.getOrDefault(offset, "");
  }

  private void take(CommonToken token) {
    switch (token.getType()) {
      case PolicyLexer.COMMENT -> {}
      case PolicyLexer.DOC -> document(token);
      case PolicyLexer.UNKNOWN -> foreign(token);
      case PolicyLexer.MISQUOTED -> misquoted(token);
      case PolicyLexer.UNTERMINATED -> unterminated(token);
      default -> {
        keep(token);
        check(token);
      }
    }
  }

  private void keep(CommonToken token) {
    if (afterForeign) {
      mistakes.trouble(token.getStartIndex());
      afterForeign = false;
    }
    if (!pendingDocumentation.isEmpty()) {
      documentation.put(token.getStartIndex(), pendingDocumentation.toString());
      pendingDocumentation.setLength(0);
    }
    tokens.add(token);
    if (tokens.size() > PolicyReader.MOST_TOKENS && !refused) {
      refused = true;
      mistakes.add(
          SyntaxCode.FILE_TOO_LARGE,
          span(token),
          "A policy may have at most "
              + PolicyReader.MOST_TOKENS
              + " words and signs; more than that are in front of this one.");
    }
  }

  private void check(CommonToken token) {
    switch (token.getType()) {
      case PolicyLexer.NAME -> checkName(token, GOOD_NAME);
      case PolicyLexer.WILDCARD -> checkName(token, GOOD_WILDCARD);
      case PolicyLexer.MINUS -> checkMinus(token);
      case PolicyLexer.STRING -> checkText(token);
      case PolicyLexer.LPAREN, PolicyLexer.LBRACE -> open(token);
      case PolicyLexer.RPAREN, PolicyLexer.RBRACE -> depth = Math.max(0, depth - 1);
      default -> {}
    }
  }

  private void open(CommonToken token) {
    depth++;
    if (depth > DEEPEST) {
      refused = true;
      mistakes.add(
          mistakes
              .at(
                  SyntaxCode.NESTED_TOO_DEEPLY,
                  span(token),
                  "Brackets are nested more than " + DEEPEST + " deep here.")
              .withHint("Give the inner part a name of its own with `baseline`."));
    }
  }

  private void document(CommonToken token) {
    String line = text(token).substring("///".length()).stripTrailing();
    if (!pendingDocumentation.isEmpty()) {
      pendingDocumentation.append('\n');
    }
    pendingDocumentation.append(line.startsWith(" ") ? line.substring(1) : line);
  }

  private void foreign(CommonToken token) {
    String found = text(token);
    Optional<Integer> meant = afterForeign ? Optional.empty() : Foreign.meaning(found);
    if (meant.isEmpty()) {
      mistakes.skip(span(token));
    }
    if (!afterForeign) {
      String code = String.format(Locale.ROOT, "U+%04X", found.codePointAt(0));
      String message = "Found " + Quoted.of(found) + " (" + code + "), which means nothing here.";
      mistakes.add(
          Foreign.withHint(mistakes.at(SyntaxCode.FOREIGN_CHARACTER, span(token), message)));
    }
    if (meant.isPresent()) {
      mistakes.trouble(token.getStartIndex());
      token.setType(meant.get());
      keep(token);
    } else {
      afterForeign = true;
    }
  }

  private void misquoted(CommonToken token) {
    mistakes.add(
        mistakes
            .at(
                SyntaxCode.FOREIGN_CHARACTER,
                span(token),
                Quoted.of(text(token)) + " has quotes that mean nothing here.")
            .withHint("A text stands in straight double quotes: `\"`."));
    mistakes.trouble(token.getStartIndex());
    token.setType(PolicyLexer.STRING);
    keep(token);
  }

  /** Punctuation at the end of the line was hardly meant to be text: it gets its meaning back. */
  private void unterminated(CommonToken token) {
    mistakes.add(
        mistakes
            .at(SyntaxCode.UNTERMINATED_TEXT, span(token), "This text has no closing `\"`.")
            .withHint("A text ends on the line on which it begins."));
    mistakes.trouble(token.getStartIndex());
    mistakes.skip(span(token));
    token.setType(PolicyLexer.STRING);
    int stop = beforeComment(token);
    int start = stop + 1;
    while (start > token.getStartIndex() + 1 && isPunctuation(text.charAt(start - 1))) {
      start--;
    }
    if (text.substring(start, stop + 1).isBlank()) {
      keep(token);
      afterForeign = true;
      return;
    }
    token.setStopIndex(start - 1);
    keep(token);
    for (int i = start; i <= stop; i++) {
      Integer type = PUNCTUATION.get(text.charAt(i));
      if (type != null) {
        CommonToken punctuation = new CommonToken(token);
        punctuation.setType(type);
        punctuation.setStartIndex(i);
        punctuation.setStopIndex(i);
        keep(punctuation);
        check(punctuation);
      }
    }
  }

  /** The last character in front of a comment that follows a punctuation mark, or of them all. */
  private int beforeComment(CommonToken token) {
    String line = text(token);
    for (int at = line.indexOf("//"); at >= 0; at = line.indexOf("//", at + 2)) {
      int last = at - 1;
      while (isSpace(line.charAt(last))) {
        last--;
      }
      if (PUNCTUATION.containsKey(line.charAt(last))) {
        return token.getStartIndex() + last;
      }
    }
    return token.getStopIndex();
  }

  private static boolean isPunctuation(char c) {
    return isSpace(c) || PUNCTUATION.containsKey(c);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private void checkName(CommonToken token, Pattern good) {
    String name = text(token);
    if (!good.matcher(name).matches()) {
      mistakes.skip(span(token));
      mistakes.trouble(token.getStartIndex());
      mistakes.add(
          mistakes
              .at(SyntaxCode.MALFORMED_NAME, span(token), Quoted.of(name) + " is not a name.")
              .withHint(
                  "Names are letters from a to z, digits and `_`, joined by single `.` or `-`."));
    }
  }

  private void checkMinus(CommonToken token) {
    if (token.getStartIndex() > 0 && text.charAt(token.getStartIndex() - 1) == '-') {
      mistakes.trouble(token.getStartIndex());
      return;
    }
    boolean before = isGap(token.getStartIndex() - 1);
    boolean after = isGap(token.getStopIndex() + 1);
    if (!before || !after) {
      String where = before ? "after" : after ? "before" : "around";
      mistakes.trouble(token.getStartIndex());
      mistakes.add(
          mistakes
              .at(
                  SyntaxCode.CROWDED_MINUS,
                  span(token),
                  "There is no white space " + where + " this `-`.")
              .withHint(
                  "Names may hold `-`, so a `-` that takes features away stands alone: `a - b`."));
    }
  }

  private boolean isGap(int offset) {
    return offset < 0
        || offset >= text.length()
        || Character.isWhitespace(text.charAt(offset))
        || text.startsWith("//", offset);
  }

  private void checkText(CommonToken token) {
    String literal = text(token);
    for (int i = 1; i < literal.length() - 1; i++) {
      if (literal.charAt(i) == '\\') {
        i++;
        if (Escapes.meaning(literal.charAt(i)).isEmpty()) {
          Span span = new Span(token.getStartIndex() + i - 1, 2);
          mistakes.add(
              mistakes
                  .at(
                      SyntaxCode.BAD_ESCAPE,
                      span,
                      Quoted.of(literal.substring(i - 1, i + 1)) + " is not an escape.")
                  .withHint("The escapes are `\\\\`, `\\\"`, `\\n` and `\\t`."));
        }
      }
    }
  }

  private String text(CommonToken token) {
    return text.substring(token.getStartIndex(), token.getStopIndex() + 1);
  }

  private static Span span(CommonToken token) {
    return Span.between(token.getStartIndex(), token.getStopIndex() + 1);
  }

  /**
   * The lexer counts code points, spans count UTF-16 units. No token of the language tells one
   * character outside the basic plane from another, so two private-use units stand in for each.
   */
  static String oneUnitPerCharacter(String text) {
    StringBuilder masked = new StringBuilder(text);
    for (int i = 0; i < masked.length(); i++) {
      if (Character.isSurrogate(masked.charAt(i))) {
        masked.setCharAt(i, '\uE000');
      }
    }
    return masked.toString();
  }
}
