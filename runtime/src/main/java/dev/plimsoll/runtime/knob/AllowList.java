package dev.plimsoll.runtime.knob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A list of what remains, as in {@code NETTLE_FAT_OVERRIDE} and {@code OPENSSL_riscvcap}. The
 * argument is {@code separator first nothing}, separated by spaces: what stands between entries,
 * what comes before the first one ({@code -} for nothing) and what a list without entries reads.
 */
final class AllowList implements Grammar {

  @Override
  public String encode(Switchboard board, Set<String> off) {
    return text(board, board.ids().stream().filter(id -> !off.contains(id)).toList());
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    List<String> left = entries(board, value);
    Set<String> off = new LinkedHashSet<>();
    board.ids().stream().filter(id -> !left.contains(id)).forEach(off::add);
    return off;
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    List<String> both = new ArrayList<>(entries(board, ours));
    both.retainAll(entries(board, users.value()));
    return new Merged.Value(text(board, both));
  }

  private static String text(Switchboard board, List<String> entries) {
    String[] how = board.argument().split(" ", -1);
    if (entries.isEmpty()) {
      return how[2];
    }
    List<String> all = new ArrayList<>(entries);
    if (!how[1].equals("-")) {
      all.add(0, how[1]);
    }
    return String.join(how[0], all);
  }

  private static List<String> entries(Switchboard board, String value) {
    String separator = board.argument().split(" ", -1)[0];
    return List.of(value.toLowerCase(Locale.ROOT).split("\\Q" + separator + "\\E", -1));
  }
}
