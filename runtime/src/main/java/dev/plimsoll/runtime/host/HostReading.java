package dev.plimsoll.runtime.host;

import java.util.Optional;

/** What came of reading a description of a machine. */
public sealed interface HostReading permits Host, HostReading.Unreadable {
  /** The machine, unless its description could not be read. */
  default Optional<Host> host() {
    return this instanceof Host host ? Optional.of(host) : Optional.empty();
  }

  /**
   * A description that says nothing usable.
   *
   * @param reason one sentence: what it is and what would be understood instead
   */
  record Unreadable(String reason) implements HostReading {}
}
