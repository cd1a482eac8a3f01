package dev.plimsoll.dsl.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MutantsTest {
  private static final List<Corpus.Seed> SEEDS =
      List.of(new Corpus.Seed("a", "policy a.B;\n"), new Corpus.Seed("b", "fleet f {}\n"));

  @Test
  void whatAnswersEveryMutantSurvives() {
    assertThat(survive(mutant -> true)).isEqualTo(1);
  }

  @Test
  void anExceptionAnOverflowAndTheEndOfMemoryAreNotSurvived() {
    assertFails(new IllegalStateException("injected"));
    assertFails(new AssertionError("injected"));
    assertThatThrownBy(() -> survive(MutantsTest::overflow))
        .hasCauseInstanceOf(StackOverflowError.class)
        .hasMessageContaining("-Dplimsoll.seed=");
    assertThatThrownBy(() -> survive(mutant -> new long[Integer.MAX_VALUE].length == 0))
        .hasCauseInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("-Dplimsoll.seed=");
  }

  @Test
  void aHangIsNotSurvived() {
    CountDownLatch done = new CountDownLatch(1);
    try {
      assertThatThrownBy(() -> survive(mutant -> waitsFor(done)))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("test hangs: -Dplimsoll.seed=");
    } finally {
      done.countDown();
    }
  }

  private static void assertFails(Throwable thrown) {
    assertThatThrownBy(() -> survive(mutant -> fail(thrown)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("test fails: -Dplimsoll.seed=")
        .hasCause(thrown);
  }

  private static double survive(Predicate<String> reader) {
    return Mutants.survive("test", SEEDS, Duration.ofMillis(100), reader);
  }

  private static boolean fail(Throwable thrown) {
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) thrown;
  }

  private static boolean overflow(String mutant) {
    return overflow(mutant) || mutant.isEmpty();
  }

  private static boolean waitsFor(CountDownLatch done) {
    try {
      done.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
