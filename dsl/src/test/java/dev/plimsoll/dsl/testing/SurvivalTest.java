package dev.plimsoll.dsl.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class SurvivalTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @Test
  void whatAnswersEveryInputSurvives() {
    assertThat(of(random -> random.nextInt() >= 0)).isBetween(0.4, 0.6);
  }

  @Test
  void anExceptionAndAnOverflowAreNotSurvived() {
    assertThatThrownBy(() -> of(random -> fails()))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("test fails: -Dplimsoll.seed=")
        .hasMessageEndingWith(" about it")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> of(random -> overflows(0)))
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void whatWaitsOrComputesWithoutEndIsNotSurvived() {
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    try {
      assertThatThrownBy(() -> of(random -> waits(done)))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("test hangs: -Dplimsoll.seed=");
      long start = System.nanoTime();
      assertThatThrownBy(() -> of(random -> computes(random, ended)))
          .hasMessageStartingWith("test hangs: -Dplimsoll.seed=");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    } finally {
      done.countDown();
      ended.set(true);
    }
  }

  private static double of(Survival.Feeding feeding) {
    return Survival.of("test", 1000, SHORT, feeding, () -> " about it");
  }

  private static boolean fails() {
    throw new IllegalStateException("injected");
  }

  private static boolean overflows(int depth) {
    return overflows(depth + 1) && depth > 0;
  }

  private static boolean waits(CountDownLatch done) throws InterruptedException {
    done.await();
    return true;
  }

  private static boolean computes(SplittableRandom random, AtomicBoolean ended) {
    long sum = 0;
    while (!ended.get()) {
      sum += random.nextInt();
    }
    return sum > 0;
  }
}
