package dev.plimsoll.verifier.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class SurvivalTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void whatAnswersEveryInputSurvives() {
    assertThat(new Survival.Run("test", random -> random.nextInt() >= 0).watched(1000, SHORT))
        .isBetween(0.4, 0.6);
  }

  @Test
  void anExceptionAndAnOverflowAreNotSurvived() {
    assertThatThrownBy(() -> new Survival.Run("test", random -> fails()).watched(10, SHORT))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("test fails: -Dplimsoll.seed=")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Survival.Run("test", random -> overflows(0)).watched(10, SHORT))
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void anInputWithoutEndIsNotSurvived() {
    CountDownLatch done = new CountDownLatch(1);
    try {
      assertThatThrownBy(() -> new Survival.Run("test", random -> waits(done)).watched(10, SHORT))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("test does not end: -Dplimsoll.seed=");
    } finally {
      done.countDown();
    }
  }

  private static boolean fails() {
    throw new IllegalStateException("injected");
  }

  private static boolean overflows(int depth) {
    return overflows(depth + 1) && depth > 0;
  }

  private static boolean waits(CountDownLatch done) {
    try {
      done.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
