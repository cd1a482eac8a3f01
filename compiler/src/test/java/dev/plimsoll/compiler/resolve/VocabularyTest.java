package dev.plimsoll.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.compiler.policy.Decision;
import dev.plimsoll.compiler.policy.Hold;
import dev.plimsoll.runtime.enforce.Mechanism;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void everyKindHasWords() {
    for (Vocabulary.Kind kind : Vocabulary.Kind.values()) {
      assertThat(kind.words()).as(kind.name()).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  @Test
  void wordsAreHeldByWhatTheRuntimeHas() {
    List<String> mechanisms = Mechanism.strongestFirst().stream().map(Mechanism::letter).toList();
    assertThat(Vocabulary.Kind.WORDS.words())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("auto", "off"), mechanisms.stream()).toList());
  }

  @Test
  void valuesAreThoseOfThePolicy() {
    assertThat(Vocabulary.Kind.RESIDUAL.words())
        .containsExactlyInAnyOrderElementsOf(names(Hold.Residual.values()));
    assertThat(Vocabulary.Kind.ON_LOSS.words())
        .containsExactlyInAnyOrderElementsOf(names(Hold.OnLoss.values()));
    assertThat(Vocabulary.Kind.EXEC_32BIT.words())
        .containsExactlyInAnyOrderElementsOf(names(Decision.values()));
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
  }
}
