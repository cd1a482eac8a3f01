package dev.plimsoll.runtime.knob;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The ways in which components spell what they are to do without: a closed set. */
public enum Encoder {
  /** {@code glibc.cpu.hwcaps=-AVX2,-FMA} among other tunables. Argument: the tunable's name. */
  TUNABLE;

  /** The encoder of a name such as {@code tunable}. */
  public static Optional<Encoder> of(String title) {
    return Stream.of(values()).filter(e -> e.title().equals(title)).findFirst();
  }

  /** Whether each switch has a variable of its own, named after it. */
  public boolean hasVariableEach() {
    return grammar().hasVariableEach();
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
    };
  }
}
