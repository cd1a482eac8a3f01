package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.catalog.FeatureSet;
import dev.plimsoll.compiler.policy.Baseline;
import dev.plimsoll.compiler.policy.Node;
import dev.plimsoll.compiler.policy.Policy;
import dev.plimsoll.verifier.scan.ObjectReport;
import dev.plimsoll.verifier.scan.ScanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Judges a scanned build by a policy: from facts and rules to a verdict. The same input gives the
 * same verdict.
 */
public final class BuildCheck {
  private final Policy policy;
  private final Baseline baseline;
  private final VerdictOptions options;
  private final FindingWriter writer;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Verdict.Judged> judged = new ArrayList<>();
  private int notJudged;

  private BuildCheck(Policy policy, Baseline baseline, VerdictOptions options) {
    this.policy = policy;
    this.baseline = baseline;
    this.options = options;
    Rulebook rules = new Rulebook(policy, baseline.name(), options.today());
    this.writer = new FindingWriter(rules, policy.source());
  }

  /**
   * Judges a scan; one that lists functions ({@link
   * dev.plimsoll.verifier.scan.ScanOptions#functions()}) gives findings that name them.
   *
   * @param baseline one of the policy's
   */
  public static Verdict check(
      ScanReport scan, Policy policy, Baseline baseline, VerdictOptions options) {
    return new BuildCheck(policy, baseline, options).judge(scan);
  }

  private Verdict judge(ScanReport scan) {
    NavigableSet<String> fleet = fleetArchitectures();
    ObjectCheck objects = new ObjectCheck(baseline.name(), writer);
    for (ObjectReport object : scan.objects()) {
      Optional<FeatureSet> allowed =
          Optional.ofNullable(baseline.sets().get(object.architecture()));
      if (allowed.isPresent()) {
        if (object.analysed()) {
          judged.add(judged(object));
        }
        findings.addAll(objects.check(object, allowed.get()));
      } else {
        notJudged++;
        if (fleet.contains(object.architecture())) {
          findings.addAll(objects.withoutBaseline(object));
        }
      }
    }
    scan.errors().forEach(error -> findings.addAll(objects.unreadable(error)));
    NavigableSet<String> wanted = new TreeSet<>(baseline.sets().keySet());
    wanted.addAll(fleet);
    findings.addAll(new ArchitectureCheck(wanted, writer).check(scan.objects()));
    // Last, when it is known which waivers decided something.
    findings.addAll(writer.aboutWaivers(options.today()));
    return verdict(scan);
  }

  private static Verdict.Judged judged(ObjectReport object) {
    List<String> features =
        object.uses().stream()
            .flatMap(use -> use.kind().features().stream())
            .distinct()
            .sorted()
            .toList();
    return new Verdict.Judged(object.path(), object.architecture(), features);
  }

  private NavigableSet<String> fleetArchitectures() {
    NavigableSet<String> architectures = new TreeSet<>();
    policy.visibleFleets().stream()
        .flatMap(fleet -> fleet.nodes().stream())
        .map(Node::architecture)
        .forEach(architectures::add);
    return architectures;
  }

  private Verdict verdict(ScanReport scan) {
    boolean fails = findings.stream().anyMatch(f -> options.failOn().reaches(f.severity()));
    VerdictStatus passed =
        findings.stream().anyMatch(Finding::isExempted)
            ? VerdictStatus.PASS_WITH_EXEMPTIONS
            : VerdictStatus.PASS;
    int analysed = (int) scan.objects().stream().filter(ObjectReport::analysed).count();
    return new Verdict(
        policy.name(),
        baseline.name(),
        fails ? VerdictStatus.FAIL : passed,
        options.failOn(),
        new Verdict.Objects(scan.objects().size(), analysed, notJudged),
        judged,
        findings,
        scan.skipped(),
        scan.errors());
  }
}
