package dev.plimsoll.runtime.enforce;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A JDK and a mechanism to hold real processes with. */
record Setup(Path javaHome, int release, Mechanism mechanism) {
  /** How many times as long as elsewhere a slow machine, as an emulated one, may take. */
  static final int PATIENCE = Integer.getInteger("plimsoll.patience", 1);

  private static final long TIMEOUT_SECONDS = 120 * PATIENCE;

  /** What a command did. */
  record Ran(int status, String out, String err) {}

  /**
   * The JDK of the tests and every newer or older one of the machine, with each mechanism that any
   * kernel has and that holds whole trees.
   */
  static Stream<Setup> all() {
    Map<Integer, Path> homes = new LinkedHashMap<>();
    homes.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
      installed.sorted().forEach(home -> release(home).ifPresent(r -> homes.putIfAbsent(r, home)));
    } catch (IOException noOthers) {
      // the JDK of the tests is enough
    }
    return homes.entrySet().stream()
        .flatMap(
            jdk ->
                Mechanism.strongestFirst().stream()
                    .filter(Mechanism::seesEveryExec)
                    .map(mechanism -> new Setup(jdk.getValue(), jdk.getKey(), mechanism)));
  }

  private static Optional<Integer> release(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> Integer.valueOf(line.replaceAll("\\D*(\\d+).*", "$1")))
          .filter(number -> number >= 17 && Files.isExecutable(home.resolve("bin/java")))
          .findFirst();
    } catch (IOException noJdk) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "JDK " + release + ", " + mechanism.title();
  }

  static String classPath() {
    List<String> places = new ArrayList<>();
    for (Class<?> type : List.of(SupervisorMain.class, Setup.class, com.sun.jna.Native.class)) {
      try {
        places.add(
            Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return String.join(":", places);
  }

  /** The command line that holds a command. */
  List<String> supervised(HoldPlan plan, List<String> command) {
    List<String> line = new ArrayList<>(java());
    line.addAll(List.of(SupervisorMain.class.getName(), plan.text(), "--"));
    line.addAll(command);
    return line;
  }

  /** The command line up to a class name, with this module and its tests on the class path. */
  List<String> java() {
    return List.of(
        javaHome.resolve("bin/java").toString(),
        "-Xshare:auto",
        "-XX:-MaxFDLimit",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath());
  }

  /** Runs a command held so that it lacks one bit. */
  Ran hold(String... command) {
    return run(supervised(MaskedWord.ofThisMachine().plan(mechanism), List.of(command)), b -> b);
  }

  /** Runs a shell script held so that it lacks one bit. */
  Ran holdScript(String script) {
    return hold("/bin/sh", "-c", script);
  }

  static Ran run(List<String> command, UnaryOperator<ProcessBuilder> with) {
    try {
      Path out = Files.createTempFile("held-out", "");
      Path err = Files.createTempFile("held-err", "");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      Process process = with.apply(builder).start();
      process.getOutputStream().close();
      return finish(process, out, err);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Ran finish(Process process, Path out, Path err) {
    try {
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      Ran ran =
          new Ran(
              ended ? process.exitValue() : -1,
              Files.readString(out, StandardCharsets.UTF_8),
              Files.readString(err, StandardCharsets.UTF_8) + (ended ? "" : "TIMEOUT"));
      Files.delete(out);
      Files.delete(err);
      return ran;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
