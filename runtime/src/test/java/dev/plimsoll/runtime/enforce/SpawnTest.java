package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnTest {
  private static final int ROUNDS = 100;
  private static final int OPENING_THREADS = 3;

  private final NativeCalls calls = NativeCalls.load().value().orElseThrow();
  private final Kernel kernel = new Kernel(calls);

  @TempDir Path folder;

  @Test
  void filesThatOtherThreadsHaveOpenDoNotReachTheProgram() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> opening = new ArrayList<>();
    for (int i = 0; i < OPENING_THREADS; i++) {
      opening.add(new Thread(() -> openAndClose(done)));
    }
    opening.forEach(Thread::start);
    try {
      for (int i = 0; i < ROUNDS; i++) {
        assertThat(descriptorsOfProgram()).isEqualTo("0\n1\n2\n");
      }
    } finally {
      done.set(true);
      for (Thread thread : opening) {
        thread.join();
      }
    }
  }

  private void openAndClose(AtomicBoolean done) {
    Path file = Path.of("/proc/self/status");
    while (!done.get()) {
      try (InputStream in = Files.newInputStream(file)) {
        assertThat(in.read()).isNotNegative();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private String descriptorsOfProgram() throws IOException {
    Path list = folder.resolve("list");
    List<byte[]> words = new ArrayList<>();
    for (String word : List.of("sh", "-c", "exec >" + list + "; ls /proc/$$/fd; :")) {
      words.add(word.getBytes());
    }
    Program program =
        new Program(
            CStrings.of(calls, "/bin/sh"),
            CStrings.of(calls, words),
            CStrings.of(calls, "PATH=/usr/bin:/bin"),
            0,
            Set.of());
    Spawn spawn = Spawn.begin(calls, program, Optional.empty(), k -> 0L, () -> {});
    int pid = (int) spawn.await();
    assertThat(pid).isPositive();
    assertThat(kernel.wait(pid, 0, Kernel.buffer(Integer.BYTES))).isEqualTo(pid);
    return Files.readString(list);
  }
}
