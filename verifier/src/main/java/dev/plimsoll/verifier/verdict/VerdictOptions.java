package dev.plimsoll.verifier.verdict;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How to judge.
 *
 * @param today the day against which waivers are held
 */
public record VerdictOptions(LocalDate today, FailOn failOn) {

  /**
   * The day of {@code SOURCE_DATE_EPOCH}, so that a build of old sources can be repeated; else
   * today's, in UTC.
   *
   * @throws DateTimeException if the variable holds no number of seconds; the message says so
   */
  public static LocalDate defaultToday() {
    return dayOf(Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH")), Instant.now());
  }

  /** The day of an epoch in seconds; that of {@code now} if it is empty. */
  static LocalDate dayOf(Optional<String> epoch, Instant now) {
    try {
      Instant instant =
          epoch
              .filter(seconds -> !seconds.isEmpty())
              .map(Long::parseLong)
              .map(Instant::ofEpochSecond)
              .orElse(now);
      return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    } catch (NumberFormatException | DateTimeException e) {
      throw new DateTimeException(
          "SOURCE_DATE_EPOCH is `"
              + epoch.orElse("")
              + "`, which is no number of seconds since 1970",
          e);
    }
  }
}
