package dev.plimsoll.runtime.enforce;

import java.util.Locale;
import java.util.Optional;

/** What happens to a process that cannot be held. */
public enum OnLoss {
  /** It does not run: its exec is refused or it is killed. */
  KILL,
  /** It runs with the words of the machine, and the report lists it. */
  CONTINUE;

  /** The name in plans and options. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The choice of a name. */
  public static Optional<OnLoss> of(String text) {
    for (OnLoss choice : values()) {
      if (choice.text().equals(text)) {
        return Optional.of(choice);
      }
    }
    return Optional.empty();
  }
}
