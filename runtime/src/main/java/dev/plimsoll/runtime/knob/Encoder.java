package dev.plimsoll.runtime.knob;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The ways in which components spell what they are to do without: a closed set. */
public enum Encoder {
  /** {@code glibc.cpu.hwcaps=-AVX2,-FMA} among other tunables. Argument: the tunable's name. */
  TUNABLE,
  /** {@code cpu.avx2=off,cpu.fma=off} among other keys. */
  GODEBUG,
  /** {@code ~0x20:~0x0}: bits to clear in words. Argument: how many words. */
  DENY_WORDS,
  /** {@code 0x6ff9}: bits that remain. Argument: {@code nothing[,default]}. */
  ALLOW_BITS,
  /** {@code aesni,sha_ni}: names that remain. Argument: {@code separator first nothing}. */
  ALLOW_LIST,
  /**
   * {@code AVX2 FMA3}: names to do without. Argument: {@code comma}, {@code space}, {@code line}.
   */
  DENY_LIST,
  /** {@code X_EnableAVX2=0}: a variable for each. Argument: the value, or {@code any}. */
  VARIABLE_EACH,
  /**
   * {@code AVX2}: the highest rung that remains. Argument: the option that it belongs to, if any.
   */
  LADDER,
  /** {@code -avx2-fma}: names with signs. Argument: {@code before|between}. */
  SIGNED_LIST,
  /** {@code --no-enable-avx2 --no-enable-fma3}. Argument: what comes before a token. */
  FLAGS,
  /** {@code -XX:UseAVX=2 -XX:-UseAES}. */
  JVM_OPTIONS;

  /** The encoder of a name such as {@code tunable}. */
  public static Optional<Encoder> of(String title) {
    return Stream.of(values()).filter(e -> e.title().equals(title)).findFirst();
  }

  /** Whether each switch has a variable of its own, named after it. */
  public boolean hasVariableEach() {
    return grammar().hasVariableEach();
  }

  /** Whether a merge of values that we wrote is the list of all their switches. */
  public boolean isAdditive() {
    return grammar().isAdditive();
  }

  /** The name in lower case, with {@code -}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The value that turns switches off and leaves all others as they are.
   *
   * @param off ids of the board, closed on its ladders
   */
  public String encode(Switchboard board, Set<String> off) {
    return grammar().encode(board, off);
  }

  /**
   * The switches that a value turns off. {@code decode(encode(off))} is {@code off}; what the
   * component would ignore turns off nothing.
   */
  public Set<String> decode(Switchboard board, String value) {
    return grammar().decode(board, value);
  }

  /**
   * One value for what a user had set and for what we set, which turns off whatever either does.
   *
   * @param board at least its ladders
   * @param elsewhere what the component reads besides the variable, as a command line
   */
  public Merged merge(Switchboard board, String users, List<String> elsewhere, String ours) {
    return grammar().merge(board, new UsersValue(users, elsewhere), ours);
  }

  private Grammar grammar() {
    return switch (this) {
      case TUNABLE -> new Tunables();
      case GODEBUG -> new GoDebug();
      case DENY_WORDS -> new DenyWords();
      case ALLOW_BITS -> new AllowBits();
      case ALLOW_LIST -> new AllowList();
      case DENY_LIST -> new DenyList();
      case VARIABLE_EACH -> new VariableEach();
      case LADDER -> new Ladder();
      case SIGNED_LIST -> new SignedList();
      case FLAGS -> new Flags();
      case JVM_OPTIONS -> new JvmOptions();
    };
  }
}
