package dev.plimsoll.runtime.knob;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A variable for each switch, as {@code DOTNET_EnableAVX2=0} and {@code NSS_DISABLE_AVX2=1}. The
 * argument is the value that turns it off, or {@code any} where it is enough that the variable is
 * set; its board holds the one switch.
 */
final class VariableEach implements Grammar {
  private static final String ANY = "any";

  @Override
  public boolean hasVariableEach() {
    return true;
  }

  @Override
  public boolean isAdditive() {
    return true;
  }

  @Override
  public String encode(Switchboard board, Set<String> off) {
    return board.argument().equals(ANY) ? "1" : board.argument();
  }

  @Override
  public Set<String> decode(Switchboard board, String value) {
    boolean off = board.argument().equals(ANY) || value.equals(board.argument());
    return off ? new LinkedHashSet<>(board.ids()) : Set.of();
  }

  @Override
  public Merged merge(Switchboard board, UsersValue users, String ours) {
    return new Merged.Value(board.argument().equals(ANY) ? users.value() : ours);
  }
}
