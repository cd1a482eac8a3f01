package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The class of a policy has the same bytes under every JDK that is installed here, in every folder,
 * locale and time zone.
 */
class SameBytesIT {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final List<Path> POLICIES =
      List.of(
          Path.of("../examples/quickstart/src/main/plimsoll/archiver.plimsoll"),
          Path.of("../compiler/src/test/fixtures/policies/tour.plimsoll"),
          Path.of("../compiler/src/test/fixtures/policies/sets.plimsoll"));
  private static final List<Map<String, String>> PLACES =
      List.of(
          Map.of("LC_ALL", "C", "TZ", "UTC"),
          Map.of(
              "LC_ALL",
              "tr_TR.UTF-8",
              "TZ",
              "Asia/Kathmandu",
              "JAVA_TOOL_OPTIONS",
              "-Duser.language=tr -Duser.country=TR -Dfile.encoding=ISO-8859-1"),
          Map.of("TZ", "Pacific/Apia", "JAVA_TOOL_OPTIONS", "-Duser.language=ar"));

  @TempDir private Path folder;

  @Test
  void everyJdkFolderLocaleAndTimeZoneGivesTheSameClass() throws Exception {
    Map<String, Path> jdks = jdks();
    System.out.println("compiled under JDK " + jdks.keySet());
    int run = 0;
    for (Path policy : POLICIES) {
      TreeSet<String> results = new TreeSet<>();
      for (Path jdk : jdks.values()) {
        for (Map<String, String> place : PLACES) {
          results.add(compile(jdk, place, policy, folder.resolve("run " + run++)));
        }
      }
      assertThat(results).as(policy.toString()).hasSize(1);
      assertThat(results.first()).contains("public final class");
    }
  }

  private static String compile(Path jdk, Map<String, String> place, Path policy, Path work)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Files.copy(policy, work.resolve("line.plimsoll"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("plimsoll.distribution"), "bin", "plimsoll").toString(),
            "compile",
            "-d",
            "out",
            "line.plimsoll");
    builder.directory(work.toFile());
    builder.environment().putAll(place);
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.redirectErrorStream(true).redirectOutput(work.resolve("log").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(work.resolve("log"))).isZero();
    try (Stream<Path> files = Files.walk(work.resolve("out"))) {
      return Files.readString(files.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
  }

  /** One JDK of each version, by version: that which runs this, and those installed beside it. */
  private static Map<String, Path> jdks() throws IOException {
    Map<String, Path> jdks = new TreeMap<>();
    jdks.put(
        Integer.toString(Runtime.version().feature()), Path.of(System.getProperty("java.home")));
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> homes = Files.list(INSTALLED)) {
        for (Path home : homes.sorted().toList()) {
          version(home).ifPresent(v -> jdks.putIfAbsent(v, home));
        }
      }
    }
    return jdks;
  }

  private static java.util.Optional<String> version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isRegularFile(release)) {
      return java.util.Optional.empty();
    }
    return Files.readAllLines(release).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.replaceAll("[^0-9.]", "").replaceFirst("\\..*", ""))
        .filter(v -> !v.isEmpty() && Integer.parseInt(v) >= 17)
        .findFirst();
  }
}
