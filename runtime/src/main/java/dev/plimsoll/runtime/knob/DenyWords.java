package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ~0x20:~0x0} as in {@code OPENSSL_ia32cap}: a word each of bits to clear. Tokens are {@code
 * word.bit}, the argument is the number of words, all of which are written: OpenSSL 3.5 clears
 * every word behind the last one given, older ones do not read them.
 *
 * <p>A word may be {@code ~bits} (these off), {@code bits} (all others off), {@code |bits} (of
 * AWS-LC, these on) or empty (as it is). A variable that is empty turns everything off in OpenSSL.
 */
final class DenyWords implements Grammar {

  /** What is left of a word: {@code given & ~cleared}, or of the machine's word. */
  private record Word(Optional<Long> given, long cleared) {
    static final Word NOTHING = new Word(Optional.of(0L), 0);

    String text() {
      return given.map(bits -> Numbers.hex(bits & ~cleared)).orElse("~" + Numbers.hex(cleared));
    }

    boolean isOff(int bit) {
      return (((given.orElse(-1L) & ~cleared) >>> bit) & 1) == 0;
    }

    Word without(long bits) {
      return new Word(given, cleared | bits);
    }
  }

  @Override
  public String encode(Switchboard board, Set<String> off) {
    long[] bits = new long[Integer.parseInt(board.argument())];
    for (String id : off) {
      bits[word(id)] |= 1L << bit(id);
    }
    List<String> words = new ArrayList<>();
    for (long word : bits) {
      words.add("~" + Numbers.hex(word));
    }
    return String.join(":", words);
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    List<Word> words = words(value, Integer.parseInt(board.argument()));
    Set<String> off = new LinkedHashSet<>();
    for (String id : board.ids()) {
      if (words.get(word(id)).isOff(bit(id))) {
        off.add(id);
      }
    }
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    int count = Integer.parseInt(board.argument());
    List<Word> theirs = words(users.value(), count);
    List<Word> mine = words(ours, count);
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      merged.add(theirs.get(i).without(mine.get(i).cleared()).text());
    }
    return new Merged.Value(String.join(":", merged));
  }

  private static List<Word> words(String value, int count) {
    String[] given = value.split(":", -1);
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(value.isEmpty() || i >= given.length ? Word.NOTHING : read(given[i]));
    }
    return words;
  }

  private static Word read(String text) {
    String digits = text.startsWith("~") || text.startsWith("|") ? text.substring(1) : text;
    long number = Numbers.parse(digits).orElse(0L);
    if (text.isEmpty() || text.startsWith("|")) {
      return new Word(Optional.empty(), 0);
    }
    return text.startsWith("~")
        ? new Word(Optional.empty(), number)
        : new Word(Optional.of(number), 0);
  }

  private static int word(String id) {
    return Integer.parseInt(id.substring(0, id.indexOf('.')));
  }

  private static int bit(String id) {
    return Integer.parseInt(id.substring(id.indexOf('.') + 1));
  }
}
