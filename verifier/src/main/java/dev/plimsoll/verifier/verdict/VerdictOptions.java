package dev.plimsoll.verifier.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How to judge.
 *
 * @param today the day against which waivers are held
 */
public record VerdictOptions(LocalDate today, FailOn failOn) {

  /** The date of SOURCE_DATE_EPOCH if the environment has one, else the UTC date. */
  public static LocalDate defaultToday() {
    String epoch = System.getenv("SOURCE_DATE_EPOCH");
    if (epoch != null && epoch.matches("[0-9]{1,11}")) {
      return LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(epoch)), ZoneOffset.UTC);
    }
    return LocalDate.now(ZoneOffset.UTC);
  }
}
