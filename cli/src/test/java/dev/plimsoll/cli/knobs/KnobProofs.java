package dev.plimsoll.cli.knobs;

import static dev.plimsoll.cli.knobs.Table.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.runtime.knob.Holding;
import dev.plimsoll.runtime.knob.KnobPlan;
import dev.plimsoll.runtime.knob.KnobSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every row of the table of proofs: what a component does without and with the setting that the
 * knob table makes for it. Runs in profile {@code knobs} only; fails where something is missing.
 */
class KnobProofs {
  private static final Path SCRIPTS = Path.of("src/test/knobs").toAbsolutePath();
  private static final Path ROOTS =
      Path.of(System.getProperty("plimsoll.knobs.roots", "target/knob-roots")).toAbsolutePath();
  private static final String COLUMNS =
      "name\tcomponents\tarchitecture\trecords\tlevel\twithheld\twithout\twith";
  private static final KnobPlan NOTHING =
      new KnobPlan("", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  private static final Map<String, Root> UNPACKED = new ConcurrentHashMap<>();
  private static final SortedMap<Integer, String> SHOWN = new ConcurrentSkipListMap<>();
  private static final ExecutorService PROCESSORS =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  /** Each row is a test; as many run at a time as there are processors. */
  @TestFactory
  Stream<DynamicTest> everyRowHolds() {
    String only = System.getProperty("plimsoll.knobs.only", ".*");
    List<Proof> proofs =
        Proof.table(SCRIPTS.resolve("proofs.tsv")).stream()
            .filter(proof -> proof.name().matches(only))
            .toList();
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i++) {
      int place = i;
      Future<?> run = PROCESSORS.submit(() -> holds(proofs.get(place), place));
      tests.add(DynamicTest.dynamicTest(proofs.get(i).name(), () -> outcome(run)));
    }
    return tests.stream();
  }

  private static void outcome(Future<?> run) throws Throwable {
    try {
      run.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static void holds(Proof proof, int place) {
    long began = System.nanoTime();
    Root root = UNPACKED.computeIfAbsent(proof.root(), KnobProofs::unpack);
    SortedSet<String> withheld = proof.closed(root.architecture());
    KnobPlan plan = proof.plan(root.architecture(), root.versions());
    String without = seen(proof, root, withheld, NOTHING);
    String with = seen(proof, root, withheld, plan);
    SHOWN.put(place, line(proof, root, plan, without, with));
    System.out.printf(Locale.ROOT, "%s: %.1f s%n", proof.name(), (System.nanoTime() - began) / 1e9);
    proof.expect(without, with, plan.settings().toString());
  }

  private static Root unpack(String name) {
    return Table.read(SCRIPTS.resolve("roots.tsv")).stream()
        .filter(row -> cell(row, "root").equals(name))
        .map(row -> Root.of(SCRIPTS, ROOTS.resolve(name), row))
        .findFirst()
        .orElseThrow();
  }

  private static String seen(Proof proof, Root root, SortedSet<String> withheld, KnobPlan plan) {
    Root.Ran ran = root.run(proof, plan);
    if (proof.look() instanceof Look.Text text) {
      return text.in(ran.output());
    }
    assertThat(ran.status()).as(ran.output()).isZero();
    if (proof.look() instanceof Look.Accounted) {
      return ran.unused() ? "unused" : "used";
    }
    String architecture = root.architecture().name();
    SortedSet<String> found =
        new TreeSet<>(
            proof.look() instanceof Look.Generated
                ? Look.generated(architecture, ran.output())
                : Look.printed(architecture, ran.output(), proof.look() instanceof Look.Selected));
    found.retainAll(withheld);
    return found.isEmpty() ? "none" : String.join(" ", found);
  }

  private static String line(Proof proof, Root root, KnobPlan plan, String without, String with) {
    // What is set; where nothing is, what says that there is nothing to set.
    Stream<String> set = plan.settings().stream().map(KnobSetting::record);
    Stream<String> unused = plan.unused().stream().map(Holding::record);
    List<String> records = (plan.settings().isEmpty() ? unused : set).distinct().toList();
    List<String> versions = new ArrayList<>();
    proof.components().forEach((c, p) -> versions.add(c + " " + Proof.version(root.versions(), p)));
    return String.join(
        "\t",
        proof.name(),
        String.join(", ", versions),
        root.architecture().name(),
        String.join(" ", records),
        proof.level().title(),
        String.join(" ", proof.withheld()),
        without,
        with);
  }

  @AfterAll
  static void writesWhatWasSeen() throws IOException {
    PROCESSORS.shutdown();
    Files.createDirectories(Path.of("target/knob-proofs"));
    List<String> lines = new ArrayList<>(List.of(COLUMNS));
    lines.addAll(SHOWN.values());
    Files.write(Path.of("target/knob-proofs/seen.tsv"), lines);
  }
}
