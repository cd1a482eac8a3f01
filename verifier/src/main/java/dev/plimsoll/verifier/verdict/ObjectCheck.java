package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.verifier.scan.FeatureUse;
import dev.plimsoll.verifier.scan.FunctionUse;
import dev.plimsoll.verifier.scan.HintUse;
import dev.plimsoll.verifier.scan.ObjectReport;
import dev.plimsoll.verifier.scan.ScanError;
import dev.plimsoll.verifier.scan.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges native objects one by one. */
final class ObjectCheck {
  /** Above this share of bytes that do not decode, what the rest needs says too little. */
  static final double UNDECODED_SHARE = 0.05;

  private final String baseline;
  private final FindingWriter writer;

  ObjectCheck(String baseline, FindingWriter writer) {
    this.baseline = baseline;
    this.writer = writer;
  }

  /** Judges an object of an architecture for which the baseline has this set. */
  List<Finding> check(ObjectReport object, FeatureSet allowed) {
    if (!object.analysed()) {
      return notAnalysed(object, object.notAnalysed().orElseThrow()).stream().toList();
    }
    List<Finding> findings = new ArrayList<>();
    beyond(object.uses(), allowed)
        .forEach((feature, uses) -> dispatch(object, feature, uses).ifPresent(findings::add));
    object.hints().forEach(hint -> hint(object, hint).ifPresent(findings::add));
    problems(object, allowed)
        .forEach(problem -> partlyAnalysed(object, problem).ifPresent(findings::add));
    return findings;
  }

  /** An object of an architecture that the fleet has and the baseline does not name. */
  List<Finding> withoutBaseline(ObjectReport object) {
    String reason = "`%s` has no set for %s".formatted(baseline, object.architecture());
    return notAnalysed(object, reason).stream().toList();
  }

  /** An input that could not be read. */
  List<Finding> unreadable(ScanError error) {
    return writer
        .find(
            FindingCode.NOT_ANALYSED,
            new Subject("not-analysed", Optional.empty(), Optional.empty()),
            new Place(Optional.empty(), error.path()),
            Optional.empty(),
            Finding.Evidence.NONE,
            "It could not be read: %s.".formatted(error.reason()),
            "Leave it out of the scan if it holds no native code.")
        .stream()
        .toList();
  }

  /** The uses that no alternative of theirs lets through, by each feature that they lack. */
  private static SortedMap<String, List<Use>> beyond(List<Use> uses, FeatureSet allowed) {
    SortedMap<String, List<Use>> beyond = new TreeMap<>();
    for (Use use : uses) {
      if (!use.coveredBy(allowed::contains)) {
        use.kind().features().stream()
            .filter(feature -> !allowed.contains(feature))
            .forEach(f -> beyond.computeIfAbsent(f, added -> new ArrayList<>()).add(use));
      }
    }
    return beyond;
  }

  private Optional<Finding> dispatch(ObjectReport object, String feature, List<Use> uses) {
    Finding.Evidence evidence = evidence(object, feature, uses);
    String asks =
        object.detection().isEmpty()
            ? "it asks for no features that the scan knows of"
            : "it asks for features by "
                + object.detection().stream()
                    .map(d -> d.mechanism())
                    .distinct()
                    .collect(Collectors.joining(", "));
    return writer.find(
        FindingCode.DISPATCH,
        Subject.of("dispatch", "unknown", object.architecture()),
        Place.of(object),
        Optional.of(feature),
        evidence,
        "%s that `%s` lacks; %s, and whether a test guards this code is not analysed."
            .formatted(amount(evidence, feature), baseline, asks),
        "Add what it needs to the baseline if every node has it, or ship a build without it.");
  }

  private Optional<Finding> hint(ObjectReport object, HintUse hint) {
    return writer.find(
        FindingCode.HINT,
        Subject.of("hint", hint.name(), object.architecture()),
        Place.of(object),
        Optional.of(hint.name()),
        new Finding.Evidence(hint.instructions(), 0, List.of()),
        "%s of the hint family `%s`, which %s nothing where its feature is missing."
            .formatted(
                count(hint.instructions(), "instruction"),
                hint.name(),
                hint.instructions() == 1 ? "does" : "do"),
        "Build it without them.");
  }

  private Optional<Finding> notAnalysed(ObjectReport object, String reason) {
    return writer.find(
        FindingCode.NOT_ANALYSED,
        Subject.of("not-analysed", object.architecture()),
        Place.of(object),
        Optional.empty(),
        Finding.Evidence.NONE,
        "What it needs is not known: %s.".formatted(reason),
        "Leave it out of the build if no node runs it.");
  }

  private Optional<Finding> partlyAnalysed(ObjectReport object, String problem) {
    return writer.find(
        FindingCode.PARTLY_ANALYSED,
        Subject.of("not-analysed", object.architecture()),
        Place.of(object),
        Optional.empty(),
        Finding.Evidence.NONE,
        "It may need more than was found: %s.".formatted(problem),
        "Look at it with a disassembler.");
  }

  private static List<String> problems(ObjectReport object, FeatureSet allowed) {
    List<String> problems = new ArrayList<>(object.problems());
    if (object.undecodedBytes() > object.codeBytes() * UNDECODED_SHARE) {
      problems.add(
          "%d of %d bytes of code do not decode"
              .formatted(object.undecodedBytes(), object.codeBytes()));
    }
    SortedMap<String, List<Use>> unreferenced = beyond(object.unreferenced(), allowed);
    if (!unreferenced.isEmpty()) {
      problems.add(
          "bytes outside all known functions would need %s if they are code"
              .formatted(String.join(", ", unreferenced.keySet())));
    }
    return problems;
  }

  private static Finding.Evidence evidence(ObjectReport object, String feature, List<Use> uses) {
    long instructions = uses.stream().mapToLong(Use::instructions).sum();
    int functions = uses.stream().mapToInt(Use::functions).max().orElse(0);
    // The object's own count is of distinct functions; it holds where it is of the same uses.
    int distinct =
        object.features().stream()
            .filter(f -> f.name().equals(feature) && f.instructions() == instructions)
            .mapToInt(FeatureUse::functions)
            .findFirst()
            .orElse(functions);
    return new Finding.Evidence(instructions, distinct, places(object, feature, uses));
  }

  private static List<String> places(ObjectReport object, String feature, List<Use> uses) {
    Stream<String> functions =
        object.functions().stream()
            .filter(function -> function.features().contains(feature))
            .sorted(Comparator.comparingLong(FunctionUse::address))
            .map(FunctionUse::name);
    Stream<String> addresses =
        uses.stream()
            .flatMap(use -> use.firstAddresses().stream())
            .sorted(Long::compareUnsigned)
            .map(address -> "0x" + Long.toHexString(address));
    return (object.functions().isEmpty() ? addresses : functions)
        .distinct()
        .limit(Finding.Evidence.PLACES)
        .toList();
  }

  private static String amount(Finding.Evidence evidence, String feature) {
    return "%s in %s %s `%s`"
        .formatted(
            count(evidence.instructions(), "instruction"),
            count(evidence.functions(), "function"),
            evidence.instructions() == 1 ? "needs" : "need",
            feature);
  }

  private static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
