package dev.plimsoll.runtime.knob;

import java.util.Set;

/** How switches become a value and back. */
interface Grammar {

  /** Whether each switch has a variable of its own, named after it. */
  default boolean hasVariableEach() {
    return false;
  }

  /** Whether a merge of values that we wrote is the list of all their switches. */
  default boolean isAdditive() {
    return false;
  }

  /**
   * The value that turns switches off.
   *
   * @param off ids, closed on ladders; the value leaves all others as they are
   */
  String encode(Switchboard board, Set<String> off);

  /** The switches that a value turns off, for certain; what it does not know turns off nothing. */
  Set<String> decode(Switchboard board, String value);

  /**
   * One value for both: what either turns off is off.
   *
   * @param board at least its ladders
   */
  Merged merge(Switchboard board, UsersValue users, String ours);
}
