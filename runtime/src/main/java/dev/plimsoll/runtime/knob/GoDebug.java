package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code cpu.avx2=off,cpu.fma=off} among other keys of {@code GODEBUG}. Of two entries of a key the
 * last wins, and {@code cpu.all} stands for all at its place, so that ours come last.
 */
final class GoDebug implements Grammar {
  private static final String PREFIX = "cpu.";
  private static final String OFF = "=off";

  @Override
  public String encode(Switchboard board, Set<String> off) {
    List<String> entries = new ArrayList<>();
    board.ids().stream().filter(off::contains).forEach(id -> entries.add(PREFIX + id + OFF));
    return String.join(",", entries);
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    Set<String> off = new LinkedHashSet<>();
    for (String entry : value.split(",", -1)) {
      int equals = entry.indexOf('=');
      if (!entry.startsWith(PREFIX) || equals < 0) {
        continue;
      }
      String id = entry.substring(PREFIX.length(), equals);
      List<String> meant = id.equals("all") ? board.ids() : List.of(id);
      if (entry.endsWith(OFF)) {
        meant.stream().filter(board.ids()::contains).forEach(off::add);
      } else if (entry.endsWith("=on")) {
        meant.forEach(off::remove);
      }
    }
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    return new Merged.Value(users.value().isEmpty() ? ours : users.value() + "," + ours);
  }
}
