package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An interactive bash at a terminal of its own, typed at and read. */
final class Terminal implements AutoCloseable {
  static final String CONTROL_C = "\u0003";
  static final String CONTROL_Z = "\u001a";

  private static final long TIMEOUT_SECONDS = 30 * Setup.PATIENCE;
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

  /**
   * Waits until a program has the terminal. A shell says that a job goes on before it hands the
   * terminal over, and what is typed in between goes to the shell.
   */
  Terminal awaitForeground(String program) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (programs().noneMatch(p -> runs(p, program) && inForeground(p))) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(program + " does not get the terminal");
      }
      Thread.sleep(10);
    }
    return this;
  }

  private static boolean runs(ProcessHandle process, String program) {
    return process.info().command().filter(path -> path.endsWith("/" + program)).isPresent();
  }

  /** By {@code pgrp} and {@code tpgid} of proc(5). */
  private static boolean inForeground(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[2].equals(fields[5]);
    } catch (IOException gone) {
      return false;
    }
  }

  /** What runs in it now. */
  Stream<ProcessHandle> programs() {
    return process.descendants();
  }

  int status() throws InterruptedException {
    return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
