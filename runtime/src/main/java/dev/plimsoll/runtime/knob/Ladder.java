package dev.plimsoll.runtime.knob;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The highest rung that remains, as in {@code ONEDNN_MAX_CPU_ISA=AVX2}; of two, the lower one. The
 * argument is an option that the rung belongs to, in a list of options separated by spaces ({@code
 * XLA_FLAGS}) or on a command line, there with a space where the rung is an argument of its own; or
 * empty.
 */
final class Ladder implements Grammar {

  @Override
  public String encode(Switchboard board, Set<String> off) {
    return option(board) + Switchboard.top(board.switches(), off).spelling();
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    List<Switch> rungs = board.switches();
    return rung(board, value)
        .flatMap(spelling -> Switchboard.place(rungs, spelling))
        .<Set<String>>map(place -> new LinkedHashSet<>(Switchboard.above(rungs, place)))
        .orElse(Set.of());
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    String value = users.value();
    if (users.elsewhere().stream().anyMatch(text -> isOption(board, text))) {
      return new Merged.Conflict("the command has an " + board.argument().strip() + " of its own");
    }
    int lowest = place(board, ours).orElse(0);
    for (String text : Stream.concat(Stream.of(value), users.elsewhere().stream()).toList()) {
      Optional<String> theirs = rung(board, text).filter(rung -> !rung.isEmpty());
      if (theirs.isPresent()) {
        Optional<Integer> place = Switchboard.place(board.switches(), theirs.get());
        if (place.isEmpty()) {
          return new Merged.Conflict(
              "it is not known whether " + theirs.get() + " is less than " + ours);
        }
        lowest = Math.min(lowest, place.get());
      }
    }
    int low = lowest;
    if (place(board, value).filter(place -> place == low).isPresent()) {
      return new Merged.Value(value);
    }
    String lower = option(board) + board.switches().get(low).spelling();
    boolean alone = option(board).isEmpty() || value.isBlank();
    return new Merged.Value(alone ? lower : value + " " + lower);
  }

  private static Optional<Integer> place(Switchboard board, String value) {
    return rung(board, value).flatMap(rung -> Switchboard.place(board.switches(), rung));
  }

  private static boolean isOption(Switchboard board, String argument) {
    return !board.argument().isEmpty()
        && (argument.equals(board.argument().strip()) || argument.startsWith(option(board)));
  }

  private static String option(Switchboard board) {
    String argument = board.argument();
    return argument.isEmpty() || argument.endsWith(" ") ? argument : argument + "=";
  }

  /** The rung that a value names: the whole value, or the last of the option. */
  private static Optional<String> rung(Switchboard board, String value) {
    if (board.argument().isEmpty()) {
      return Optional.of(value.strip());
    }
    String words = " " + value.replaceAll("\\s+", " ");
    int at = words.lastIndexOf(" " + option(board));
    return at < 0
        ? Optional.empty()
        : Optional.of(words.substring(at + 1 + option(board).length()).split(" ", 2)[0]);
  }
}
