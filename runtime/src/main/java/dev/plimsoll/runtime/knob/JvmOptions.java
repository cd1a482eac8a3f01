package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * HotSpot's options: {@code -XX:-UseAES} for a switch, {@code -XX:UseAVX=2} for a ladder, those
 * under lock behind the option that unlocks them. A variable reaches machines of every version and
 * architecture, so that what one does not know must not end it.
 *
 * <p>The last of two options wins, and {@code _JAVA_OPTIONS} comes after the command line: whatever
 * a user had set lower, wherever, is said again.
 */
final class JvmOptions implements Grammar {
  private static final String TOLERANT = "-XX:+IgnoreUnrecognizedVMOptions";
  private static final Map<String, String> UNLOCK =
      Map.of(
          "diagnostic", "-XX:+UnlockDiagnosticVMOptions",
          "experimental", "-XX:+UnlockExperimentalVMOptions");

  @Override
  public String encode(Switchboard board, Set<String> off) {
    Set<String> unlocks = new LinkedHashSet<>();
    List<String> options = new ArrayList<>();
    for (Switch each : board.switches()) {
      if (off.contains(each.id())) {
        Optional.ofNullable(UNLOCK.get(each.mark())).ifPresent(unlocks::add);
        if (!each.isRung()) {
          options.add("-XX:-" + each.token());
        }
      }
    }
    board
        .ladders()
        .forEach(
            (ladder, rungs) -> {
              if (rungs.stream().anyMatch(rung -> off.contains(rung.id()))) {
                options.add(option(ladder, Switchboard.top(rungs, off)));
              }
            });
    List<String> all = new ArrayList<>(List.of(TOLERANT));
    all.addAll(unlocks);
    all.addAll(options);
    return String.join(" ", all);
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    Set<String> off = new LinkedHashSet<>();
    Map<String, List<Switch>> ladders = board.ladders();
    for (String option : words(value)) {
      if (option.startsWith("-XX:-")) {
        off.add(option.substring(5));
      } else if (option.startsWith("-XX:+")) {
        off.remove(option.substring(5));
      } else {
        ladders.forEach(
            (ladder, rungs) ->
                rung(ladder, rungs, option)
                    .ifPresent(
                        place -> {
                          rungs.forEach(rung -> off.remove(rung.id()));
                          off.addAll(Switchboard.above(rungs, place));
                        }));
      }
    }
    off.retainAll(board.ids());
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    List<String> theirs = new ArrayList<>(words(users.value()));
    users.elsewhere().forEach(text -> theirs.addAll(words(text)));
    String lowered =
        words(ours).stream()
            .map(option -> lowest(board, option, theirs))
            .collect(Collectors.joining(" "));
    return new Merged.Value(users.value().isBlank() ? lowered : users.value() + " " + lowered);
  }

  /** An option, or what a user has set lower on its ladder. */
  private static String lowest(Switchboard board, String option, List<String> theirs) {
    for (Map.Entry<String, List<Switch>> ladder : board.ladders().entrySet()) {
      List<Switch> rungs = ladder.getValue();
      Optional<Integer> mine = rung(ladder.getKey(), rungs, option);
      if (mine.isPresent()) {
        int lowest = mine.get();
        for (String word : theirs) {
          lowest = Math.min(lowest, rung(ladder.getKey(), rungs, word).orElse(lowest));
        }
        return option(ladder.getKey(), rungs.get(lowest));
      }
    }
    return option;
  }

  private static Optional<Integer> rung(String ladder, List<Switch> rungs, String option) {
    String before = "-XX:" + ladder + "=";
    return option.startsWith(before)
        ? Switchboard.place(rungs, option.substring(before.length()))
        : Optional.empty();
  }

  private static String option(String ladder, Switch rung) {
    return "-XX:" + ladder + "=" + rung.spelling();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(List.of(text.split("\\s+", -1)));
    words.removeIf(String::isEmpty);
    return words;
  }
}
