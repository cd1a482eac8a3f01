package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, false, StandardCharsets.UTF_8);
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void drawsOverTheOldLineTenTimesASecondAndLeavesNothing() {
    try (Progress progress = new Progress(err, true, nanos::get)) {
      for (int i = 0; i < 10_000; i++) {
        nanos.addAndGet(100_000);
        progress.at("lib.so", i / 5000, (long) i << 20);
      }
    }
    String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\r", -1);
    assertThat(lines).hasSize(12).startsWith("").endsWith("\u001b[K");
    assertThat(lines[1]).isEqualTo("0 objects, 999 MiB of code  lib.so\u001b[K");
    assertThat(lines[6]).isEqualTo("1 object, 5999 MiB of code  lib.so\u001b[K");
  }

  @Test
  void showsNothingOfAPathThatMovesTheCursorAndOnlyTheEndOfALongOne() {
    try (Progress progress = new Progress(err, true, nanos::get)) {
      nanos.addAndGet(200_000_000);
      progress.at("\u001b[2J" + "x".repeat(28), 1, 0);
      nanos.addAndGet(200_000_000);
      progress.at("a/".repeat(100), 1, 0);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("  \\u001b[2Jxxx")
        .doesNotContain("\u001b[2J")
        .contains("…" + "/a".repeat(19) + "/\u001b[K");
  }

  @Test
  void writesNothingWhereNobodyWatchesOrAllIsSoonDone() {
    try (Progress unwatched = new Progress(err, false, nanos::get);
        Progress early = new Progress(err, true, nanos::get)) {
      nanos.addAndGet(50_000_000);
      early.at("x.so", 1, 1);
      nanos.addAndGet(500_000_000);
      unwatched.at("x.so", 1, 1);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
