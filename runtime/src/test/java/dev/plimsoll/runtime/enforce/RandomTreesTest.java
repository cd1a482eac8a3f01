package dev.plimsoll.runtime.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.enforce.Setup.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random trees of short processes in which signals kill, stop and continue at random: no program is
 * executed unmasked, and nothing is left behind, neither stopped nor as a zombie.
 *
 * <p>{@code -Dplimsoll.trees=N} and {@code -Dplimsoll.batches=N} make more of them ({@code
 * -Ptrees}), {@code -Dplimsoll.seed=N} repeats a batch.
 */
@ParameterizedClass
@MethodSource("setups")
class RandomTreesTest {
  private static final MaskedWord WORD = MaskedWord.ofThisMachine();
  private static final int TREES = Integer.getInteger("plimsoll.trees", 60);
  private static final int BATCHES = Integer.getInteger("plimsoll.batches", 1);
  private static final int FIRST_SEED = Integer.getInteger("plimsoll.seed", 20261122);
  private static final int LOOKS = 100;

  @Parameter Setup setup;

  @TempDir Path folder;
  private Path trees = Path.of("");

  static Stream<Setup> setups() {
    return Setup.all();
  }

  static IntStream seeds() {
    return IntStream.range(FIRST_SEED, FIRST_SEED + BATCHES);
  }

  @BeforeEach
  void unpack() throws IOException {
    trees = folder.resolve("trees.pl");
    try (InputStream in = RandomTreesTest.class.getResourceAsStream("trees.pl")) {
      Files.copy(in, trees);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingRunsUnmaskedAndNothingIsLeft(int seed) throws Exception {
    Path log = Files.createFile(folder.resolve("log"));
    Path report = folder.resolve("report");
    Path session = folder.resolve("session");
    List<String> line =
        setup.supervised(
            WORD.plan(setup.mechanism()),
            List.of(
                "sh",
                "-c",
                "cut -d' ' -f6 /proc/self/stat > " + session + "; exec perl \"$@\"",
                "sh",
                trees.toString(),
                Integer.toString(seed),
                Integer.toString(TREES),
                log.toString()));
    line.add(line.indexOf(SupervisorMain.class.getName()) + 1, "--report=" + report);
    line.add(0, "setsid");
    line.add(1, "--wait");

    Ran ran = Setup.run(line, b -> b);

    String batch = "seed " + seed + " on " + setup + "; stderr: " + ran.err();
    assertThat(ran.status()).as(batch).isZero();
    assertThat(WORD.shown(Files.readString(log)))
        .as(batch)
        .isNotEmpty()
        .containsOnly(WORD.masked());
    HoldReport told = HoldReport.parse(Files.readString(report)).orElseThrow();
    assertThat(told.masked()).as(batch).isGreaterThan(TREES / 4);
    assertThat(told.lost()).as(batch + told.remarks()).isZero();
    assertThat(leftOver(Files.readString(session).strip())).as(batch).isEmpty();
  }

  /** What is left of a session after a while: whose parent is gone waits for the system's first. */
  private static List<String> leftOver(String session) throws InterruptedException, IOException {
    List<String> left = ofSession(session);
    for (int i = 0; i < LOOKS && !left.isEmpty(); i++) {
      Thread.sleep(100);
      left = ofSession(session);
    }
    return left;
  }

  private static List<String> ofSession(String session) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(p -> p.getFileName().toString().matches("\\d+"))
          .flatMap(p -> stat(p).stream())
          .filter(stat -> stat.replaceFirst(".*\\) ", "").split(" ", 5)[3].equals(session))
          .toList();
    }
  }

  private static List<String> stat(Path process) {
    try {
      return List.of(Files.readString(process.resolve("stat")));
    } catch (IOException ended) {
      return List.of();
    }
  }
}
