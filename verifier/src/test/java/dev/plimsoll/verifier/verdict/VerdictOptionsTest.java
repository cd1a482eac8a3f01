package dev.plimsoll.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictOptionsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T23:59:59Z");

  @Test
  void takeTheDayOfTheSources() {
    assertThat(VerdictOptions.dayOf(Optional.of("1700000000"), NOW))
        .isEqualTo(LocalDate.of(2023, 11, 14));
  }

  @Test
  void takeTodayWhereTheSourcesHaveNone() {
    assertThat(VerdictOptions.dayOf(Optional.of(""), NOW)).isEqualTo(LocalDate.of(2026, 11, 22));
    assertThat(VerdictOptions.dayOf(Optional.empty(), NOW)).isEqualTo(LocalDate.of(2026, 11, 22));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "yesterday", "99999999999999999999", "9223372036854775807"})
  void refuseADayOfTheSourcesThatIsNone(String epoch) {
    assertThatThrownBy(() -> VerdictOptions.dayOf(Optional.of(epoch), NOW))
        .isInstanceOf(DateTimeException.class)
        .hasMessageStartingWith("SOURCE_DATE_EPOCH is `" + epoch + "`");
  }
}
