package dev.plimsoll.runtime.enforce;

import java.util.Locale;
import java.util.Optional;

/** What becomes of 32-bit programs of a tree, whose words mean something else or are fewer. */
public enum Exec32Bit {
  /** They run. */
  ALLOW,
  /** They run and are named. */
  WARN,
  /** They are killed before their first instruction. */
  DENY;

  /** The name in plans and options. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Exec32Bit> of(String text) {
    for (Exec32Bit choice : values()) {
      if (choice.text().equals(text)) {
        return Optional.of(choice);
      }
    }
    return Optional.empty();
  }
}
