package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** An interactive bash at a terminal of its own, typed at and read. */
final class Terminal implements AutoCloseable {
  static final String CONTROL_C = "\u0003";
  static final String CONTROL_Z = "\u001a";

  private static final long TIMEOUT_SECONDS = 30;
  private static final String PROMPT = "ready> ";

  private final Process process;
  private final StringBuilder seen = new StringBuilder();
  private int read;

  Terminal(String command) throws IOException {
    // What was started with SIGINT ignored, as by nohup, would not be interrupted from here.
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", "env --default-signal " + command, "/dev/null")
            .redirectErrorStream(true);
    builder.environment().put("PROMPT_COMMAND", "printf '" + PROMPT + "'");
    builder.environment().put("TERM", "dumb");
    process = builder.start();
    Thread reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    byte[] bytes = new byte[1024];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
        synchronized (seen) {
          seen.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
          seen.notifyAll();
        }
      }
    } catch (IOException closed) {
      // the terminal is gone, as it is at the end
    }
  }

  Terminal type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return this;
  }

  Terminal prompt() throws InterruptedException {
    return await(PROMPT);
  }

  /** Waits for text behind what was waited for before. */
  Terminal await(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    synchronized (seen) {
      while (seen.indexOf(text, read) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("no \"" + text + "\" in: " + seen.substring(read));
        }
        seen.wait(left);
      }
      read = seen.indexOf(text, read) + text.length();
    }
    return this;
  }

  int status() throws InterruptedException {
    return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
