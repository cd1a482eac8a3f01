package dev.plimsoll.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of the packaged command, as a script would run it. */
record Command(int status, String out, String err) {

  static Command plimsoll(String... args) throws IOException, InterruptedException {
    return plimsoll(Optional.empty(), args);
  }

  /** Runs the distribution's launcher with the JDK that runs the tests. */
  static Command plimsoll(Optional<String> input, String... args)
      throws IOException, InterruptedException {
    return plimsoll(Map.of(), input, args);
  }

  static Command plimsoll(Map<String, String> environment, Optional<String> input, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("plimsoll.distribution"), "bin", "plimsoll").toString());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.orElse("").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The command may end before it has read all; its status and messages tell why.
    }
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("no end after 120 s: " + command);
    }
    return new Command(process.exitValue(), out.join(), err.join());
  }

  private static CompletableFuture<String> read(java.io.InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
