package dev.plimsoll.runtime.knob;

import java.util.List;

/**
 * What a user has set.
 *
 * @param value of the variable that the setting goes to
 * @param elsewhere what else the component reads of the same kind, such as its command line
 */
record UsersValue(String value, List<String> elsewhere) {
  UsersValue {
    elsewhere = List.copyOf(elsewhere);
  }
}
