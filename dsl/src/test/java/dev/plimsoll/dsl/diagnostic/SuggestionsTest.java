package dev.plimsoll.dsl.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final List<String> FEATURES = List.of("avx", "avx2", "fma", "sse4_1", "sse4_2");

  @Test
  void putsTheClosestFirst() {
    assertThat(Suggestions.of("axv2", FEATURES)).containsExactly("avx2");
    assertThat(Suggestions.of("AVX2", FEATURES)).containsExactly("avx2");
    assertThat(Suggestions.of("sse4_3", FEATURES)).containsExactly("sse4_1", "sse4_2");
  }

  @Test
  void isSilentWhereNothingIsClose() {
    assertThat(Suggestions.of("neon", FEATURES)).isEmpty();
    assertThat(Suggestions.of("x", List.of("y"))).isEmpty();
    assertThat(Suggestions.of("a".repeat(100_000), List.of("a".repeat(100_000)))).isEmpty();
  }

  @Test
  void countsASwapAsOneMistake() {
    assertThat(Suggestions.distance("axv2", "avx2", 9)).isEqualTo(1);
    assertThat(Suggestions.distance("", "abc", 9)).isEqualTo(3);
    assertThat(Suggestions.distance("kitten", "sitting", 9)).isEqualTo(3);
  }
}
