package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of what to do without, as in {@code NPY_DISABLE_CPU_FEATURES}. The argument is what stands
 * between entries: {@code comma}, {@code space} or {@code line}; any white space and commas are
 * read.
 */
final class DenyList implements Grammar {

  @Override
  public boolean isAdditive() {
    return true;
  }

  @Override
  public String encode(Switchboard board, Set<String> off) {
    return text(board, board.ids().stream().filter(off::contains).toList());
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    Set<String> off = new LinkedHashSet<>(entries(value));
    off.retainAll(board.ids());
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    Set<String> all = new LinkedHashSet<>(entries(users.value()));
    all.addAll(entries(ours));
    return new Merged.Value(text(board, List.copyOf(all)));
  }

  private static String text(Switchboard board, List<String> entries) {
    return switch (board.argument()) {
      case "comma" -> String.join(",", entries);
      case "space" -> String.join(" ", entries);
      default -> String.join("\n", entries);
    };
  }

  private static List<String> entries(String value) {
    List<String> entries = new ArrayList<>(List.of(value.split("[,\\s]+", -1)));
    entries.removeIf(String::isEmpty);
    return entries;
  }
}
