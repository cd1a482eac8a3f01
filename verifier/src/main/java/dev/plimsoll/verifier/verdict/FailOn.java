package dev.plimsoll.verifier.verdict;

import dev.plimsoll.dsl.diagnostic.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which findings make a build fail. */
public enum FailOn {
  ERROR,
  WARNING,
  /** None; the verdict is that of {@link #ERROR}, but nobody is to act on it. */
  NEVER;

  /** The value written in lower case, if there is one. */
  public static Optional<FailOn> of(String text) {
    return Stream.of(values()).filter(v -> v.label().equals(text)).findFirst();
  }

  /** As users write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether findings of a severity make the verdict {@link VerdictStatus#FAIL}. */
  boolean reaches(Severity severity) {
    return severity.compareTo(this == WARNING ? Severity.WARNING : Severity.ERROR) >= 0;
  }
}
