package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code name=value:name=value} as in {@code GLIBC_TUNABLES}, one of whose values is a list of
 * names to do without: {@code -AVX2,-AVX512F}. The board's argument is the name.
 *
 * <p>Of two entries of a name glibc takes the last. Since 2.39 it ignores the whole string if an
 * entry has two equals signs.
 */
final class Tunables implements Grammar {
  private static final String IGNORES_OTHERS = "glibc.rtld.enable_secure=1";

  @Override
  public boolean isAdditive() {
    return true;
  }

  @Override
  public String encode(Switchboard board, Set<String> off) {
    List<String> items = new ArrayList<>();
    for (String id : board.ids()) {
      if (off.contains(id)) {
        items.add("-" + id);
      }
    }
    return board.argument() + "=" + String.join(",", items);
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    Set<String> off = new LinkedHashSet<>();
    for (String item : list(board.argument(), value)) {
      if (item.startsWith("-") && board.ids().contains(item.substring(1))) {
        off.add(item.substring(1));
      } else if (!item.startsWith("-")) {
        off.remove(item);
      }
    }
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    String name = board.argument();
    List<String> mine = list(name, ours);
    List<String> theirs = list(name, users.value());
    List<String> items = new ArrayList<>(theirs);
    if (theirs.stream().allMatch(item -> item.startsWith("-"))) {
      items.addAll(mine.stream().filter(item -> !theirs.contains(item)).toList());
    } else {
      // A name may switch several on again: ours have to come last.
      items.removeIf(item -> mine.contains(item) || mine.contains("-" + item));
      items.addAll(mine);
    }
    List<String> entries = new ArrayList<>();
    for (String entry : users.value().split(":", -1)) {
      if (entry.equals(IGNORES_OTHERS)) {
        return new Merged.Conflict(entry + " makes glibc ignore every other tunable");
      }
      if (!entry.startsWith(name + "=") && entry.indexOf('=') == entry.lastIndexOf('=')) {
        entries.add(entry);
      }
    }
    entries.add(name + "=" + String.join(",", items));
    entries.removeIf(String::isEmpty);
    return new Merged.Value(String.join(":", entries));
  }

  /** The items of the last entry of a name. */
  private static List<String> list(String name, String value) {
    List<String> items = List.of();
    for (String entry : value.split(":", -1)) {
      if (entry.startsWith(name + "=")) {
        items = List.of(entry.substring(name.length() + 1).split(",", -1));
      }
    }
    return items.stream().filter(item -> !item.isEmpty()).toList();
  }
}
