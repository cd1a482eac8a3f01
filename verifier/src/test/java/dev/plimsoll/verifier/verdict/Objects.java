package dev.plimsoll.verifier.verdict;

import dev.plimsoll.verifier.decode.InstructionClass;
import dev.plimsoll.verifier.scan.Declared;
import dev.plimsoll.verifier.scan.Detection;
import dev.plimsoll.verifier.scan.FeatureUse;
import dev.plimsoll.verifier.scan.FunctionUse;
import dev.plimsoll.verifier.scan.HintUse;
import dev.plimsoll.verifier.scan.ObjectReport;
import dev.plimsoll.verifier.scan.ScanReport;
import dev.plimsoll.verifier.scan.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Scanned objects for tests. */
public final class Objects {
  private final String path;
  private final String architecture;
  private final List<Use> uses = new ArrayList<>();
  private final List<Use> unreferenced = new ArrayList<>();
  private final List<HintUse> hints = new ArrayList<>();
  private final List<FunctionUse> functions = new ArrayList<>();
  private final List<Detection> detection = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private Optional<String> artifact = Optional.empty();
  private Optional<String> notAnalysed = Optional.empty();
  private long undecoded;

  private Objects(String path, String architecture) {
    this.path = path;
    this.architecture = architecture;
  }

  /** An object with 10,000 bytes of code. */
  public static Objects object(String path, String architecture) {
    return new Objects(path, architecture);
  }

  public Objects artifact(String name) {
    artifact = Optional.of(name);
    return this;
  }

  /** Instructions of a class written {@code sve|sme2+smef64f64}, in one function each hundred. */
  public Objects uses(String alternatives, long instructions) {
    uses.add(use(alternatives, instructions));
    return this;
  }

  public Objects unreferenced(String alternatives, long instructions) {
    unreferenced.add(use(alternatives, instructions));
    return this;
  }

  public Objects hint(String name, long instructions) {
    hints.add(new HintUse(name, instructions));
    return this;
  }

  public Objects function(String name, long address, String... features) {
    functions.add(new FunctionUse(name, address, 64, List.of(features)));
    return this;
  }

  public Objects asks(String mechanism) {
    detection.add(new Detection(mechanism, Optional.empty(), 1));
    return this;
  }

  public Objects notAnalysed(String reason) {
    notAnalysed = Optional.of(reason);
    return this;
  }

  public Objects problem(String problem) {
    problems.add(problem);
    return this;
  }

  public Objects undecoded(long bytes) {
    undecoded = bytes;
    return this;
  }

  public ObjectReport build() {
    return new ObjectReport(
        path,
        artifact,
        Optional.of("0".repeat(64)),
        20_000,
        architecture,
        Optional.empty(),
        "shared",
        10_000,
        undecoded,
        0,
        Declared.NOTHING,
        uses,
        unreferenced,
        features(),
        hints,
        detection,
        functions,
        notAnalysed,
        problems);
  }

  /** A scan that found these and nothing else. */
  public static ScanReport scan(Objects... objects) {
    return new ScanReport(
        Arrays.stream(objects).map(Objects::build).toList(), List.of(), List.of());
  }

  private List<FeatureUse> features() {
    TreeSet<String> names = new TreeSet<>();
    uses.forEach(use -> names.addAll(use.kind().features()));
    return names.stream()
        .map(
            name -> {
              List<Use> of = uses.stream().filter(u -> u.kind().features().contains(name)).toList();
              long instructions = of.stream().mapToLong(Use::instructions).sum();
              return new FeatureUse(name, instructions, of.stream().mapToInt(Use::functions).sum());
            })
        .toList();
  }

  private static Use use(String alternatives, long instructions) {
    List<List<String>> parsed = new ArrayList<>();
    for (String alternative : alternatives.split("\\|", -1)) {
      parsed.add(List.of(alternative.split("\\+", -1)));
    }
    InstructionClass kind = new InstructionClass(parsed, Optional.empty(), Optional.empty());
    return new Use(kind, instructions, (int) (instructions / 100) + 1, List.of(0x1000L, 0x2000L));
  }
}
