package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An argument for each switch, as {@code --no-enable-avx2} of V8. The board's argument is what
 * comes before the token.
 */
final class Flags implements Grammar {
  private static final String NO = "--no-";
  private static final String YES = "--";

  @Override
  public String encode(Switchboard board, Set<String> off) {
    List<String> flags = new ArrayList<>();
    board.ids().stream().filter(off::contains).forEach(id -> flags.add(board.argument() + id));
    return String.join(" ", flags);
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    Set<String> off = new LinkedHashSet<>();
    for (String flag : value.split(" ", -1)) {
      if (flag.startsWith(board.argument())) {
        off.add(flag.substring(board.argument().length()));
      }
    }
    off.retainAll(board.ids());
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    for (String flag : users.elsewhere()) {
      for (String mine : ours.split(" ", -1)) {
        if (flag.replace('_', '-').equals(mine.replace(NO, YES))) {
          return new Merged.Conflict(flag + " comes later and wins");
        }
      }
    }
    return new Merged.Value(users.value().isEmpty() ? ours : users.value() + " " + ours);
  }
}
