package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names with a sign each, as {@code -avx2-fma} of FFmpeg. The argument is what comes before, with a
 * space where it is an argument of its own ({@code "-cpuflags "}), then after {@code |} what stands
 * between entries.
 */
final class SignedList implements Grammar {
  private static final Pattern ENTRY = Pattern.compile("([+-])([^+,-]+)");

  @Override
  public String encode(Switchboard board, Set<String> off) {
    List<String> entries = new ArrayList<>();
    board.ids().stream().filter(off::contains).forEach(id -> entries.add("-" + id));
    return before(board) + String.join(between(board), entries);
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    Set<String> off = new LinkedHashSet<>();
    if (value.startsWith(before(board))) {
      Matcher entry = ENTRY.matcher(value.substring(before(board).length()));
      while (entry.find()) {
        if (entry.group(1).equals("-") && board.ids().contains(entry.group(2))) {
          off.add(entry.group(2));
        } else if (entry.group(1).equals("+")) {
          off.remove(entry.group(2));
        }
      }
    }
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    String option = before(board).strip();
    if (users.elsewhere().contains(option)) {
      return new Merged.Conflict("the command has an " + option + " of its own");
    }
    if (users.value().isEmpty()) {
      return new Merged.Value(ours);
    }
    return new Merged.Value(
        users.value() + between(board) + ours.substring(before(board).length()));
  }

  private static String before(Switchboard board) {
    return board.argument().substring(0, board.argument().indexOf('|'));
  }

  private static String between(Switchboard board) {
    return board.argument().substring(board.argument().indexOf('|') + 1);
  }
}
