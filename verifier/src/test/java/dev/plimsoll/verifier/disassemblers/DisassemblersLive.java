package dev.plimsoll.verifier.disassemblers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The decoders beside LLVM, GNU objdump, Zydis and capstone, over random instructions and over all
 * code of whole libraries: every difference is one that {@code differences.tsv} explains, and every
 * row of it explains one. Runs in profile {@code disassemblers} only; fails where something is
 * missing.
 */
class DisassemblersLive {

  private static final long USUAL_SEED = 20261122;
  private static final int ENOUGH = 10;

  /** Libraries in jars that are given to Zydis, by parts of their names. */
  private static final List<String> IN_JARS =
      List.of("librocksdbjni-linux64.so", "libduckdb_java", "libconscrypt", "libopenblas.so");

  private static final List<String> JVMS = List.of("java-17-libjvm.so", "java-25-libjvm.so");

  private static final Path WORK = Path.of("target/disassemblers").toAbsolutePath();
  private static final Path ROOT =
      Path.of(System.getProperty("plimsoll.objects", WORK.resolve("root").toString()))
          .toAbsolutePath();

  private final long seed = Long.getLong("plimsoll.seed", USUAL_SEED);
  private final int random = Integer.getInteger("plimsoll.random", 0);
  private final String only = System.getProperty("plimsoll.sets", "");
  private final boolean all = only.isEmpty() && seed == USUAL_SEED && random == 0;
  private final ExpectedDifferences expected = ExpectedDifferences.read();
  private final Findings findings = new Findings(expected);

  @Test
  void everyDifferenceIsOneThatIsExplained() throws Exception {
    if (System.getProperty("plimsoll.objects") == null) {
      fetch();
    }
    List<Subject> subjects = new ArrayList<>();
    Map<String, Llvm> llvm = new TreeMap<>();
    for (InstructionSet set : InstructionSet.all()) {
      if (only.isEmpty() || List.of(only.split(",", -1)).contains(set.name())) {
        subjects.addAll(subjects(set));
        llvm.put(set.name(), new Llvm(set, ROOT.resolve("tools")));
      }
    }
    compare(subjects, llvm);
    List<String> unused =
        expected.rows().stream()
            .filter(row -> all && row.times() == 0)
            .map(row -> row.number() + ": " + row.what())
            .toList();
    String text = "seed " + seed + "\n\n" + findings.text();
    Files.writeString(WORK.resolve("report.txt"), text);
    Files.write(WORK.resolve("unexplained.tsv"), findings.unexplained());
    Files.write(WORK.resolve("explained.tsv"), findings.explained());
    System.out.println(text);

    SoftAssertions.assertSoftly(
        both -> {
          both.assertThat(findings.unexplained()).as("differences that no row explains").isEmpty();
          both.assertThat(unused).as("rows that explain nothing").isEmpty();
        });
  }

  private List<Subject> subjects(InstructionSet set) throws IOException {
    Subjects collector = new Subjects(ROOT.resolve("objects"), WORK);
    List<Subject> found = new ArrayList<>(collector.libraries(set));
    assertThat(found).as("libraries of " + set.name()).hasSizeGreaterThanOrEqualTo(ENOUGH);
    found.addAll(collector.inJars(set, WORK.resolve("jars-of-maven")));
    if (all && set.name().equals("x86_64")) {
      for (List<String> wanted : List.of(IN_JARS, JVMS)) {
        for (String part : wanted) {
          assertThat(found).anyMatch(subject -> subject.name().contains(part));
        }
      }
    }
    int usual = set.x86() ? 1_000_000 : 300_000;
    found.add(collector.random(set, seed, random == 0 ? usual : random));
    return found;
  }

  private void compare(List<Subject> subjects, Map<String, Llvm> llvms)
      throws InterruptedException, ExecutionException {
    ExecutorService executor =
        Executors.newFixedThreadPool(Math.min(2, Runtime.getRuntime().availableProcessors()));
    try {
      List<Callable<String>> tasks = new ArrayList<>();
      for (Subject subject : subjects) {
        Llvm llvm = Objects.requireNonNull(llvms.get(subject.set().name()));
        for (Tool tool : Tool.values()) {
          if (tool.knows(subject.set())) {
            tasks.add(() -> compare(subject, tool, llvm));
          }
        }
        if (!subject.set().base().isEmpty()) {
          tasks.add(() -> gates(subject, llvm));
        }
      }
      for (Future<String> done : executor.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private String compare(Subject subject, Tool tool, Llvm llvm) throws IOException {
    Lockstep.Features features =
        tool == Tool.ZYDIS ? new ZydisFeatures(subject.set()) : Lockstep.Features.UNTOLD;
    Lockstep found =
        new Comparison(subject, tool, d -> findings.differ(subject, tool, d), features)
            .run(ROOT.resolve("tools"), llvm);
    findings.add(subject, tool, found);
    if (tool == Tool.ZYDIS) {
      findings.addCounts(subject, tool, found.counts());
    }
    return subject.name();
  }

  private String gates(Subject subject, Llvm llvm) throws IOException {
    Gates gates = new Gates(subject, llvm, d -> findings.differ(subject, Tool.LLVM, d));
    findings.addCounts(subject, Tool.LLVM, gates.run());
    return subject.name();
  }

  private static void fetch() throws IOException, InterruptedException {
    Files.createDirectories(ROOT);
    Process process =
        new ProcessBuilder("python3", "../derivation/fetch_objects.py", ROOT.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).as("fetch_objects.py").isZero();
  }
}
