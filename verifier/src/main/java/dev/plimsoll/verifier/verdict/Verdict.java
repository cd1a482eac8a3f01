package dev.plimsoll.verifier.verdict;

import dev.plimsoll.dsl.diagnostic.Severity;
import dev.plimsoll.verifier.scan.ScanError;
import dev.plimsoll.verifier.scan.SkippedObject;
import java.util.List;

/**
 * What the rules of a baseline say of a build.
 *
 * @param policy the policy's qualified name
 * @param judged the objects that the rules were held against, with what they need
 * @param findings sorted; those that a waiver allows have severity {@code NOTE}
 * @param skipped native objects of kinds that are not analysed
 * @param errors what could not be read at all
 */
public record Verdict(
    String policy,
    String baseline,
    VerdictStatus status,
    FailOn failOn,
    Objects objects,
    List<Judged> judged,
    List<Finding> findings,
    List<SkippedObject> skipped,
    List<ScanError> errors) {

  public Verdict {
    judged = List.copyOf(judged);
    findings = findings.stream().sorted().toList();
    skipped = List.copyOf(skipped);
    errors = List.copyOf(errors);
  }

  /**
   * How many objects there were.
   *
   * @param analysed whose instructions were looked at
   * @param notJudged which are for architectures that the baseline does not name
   */
  public record Objects(int total, int analysed, int notJudged) {
    public int notAnalysed() {
      return total - analysed;
    }
  }

  /**
   * An object that the rules were held against.
   *
   * @param features what it needs beyond the base instruction set, sorted
   */
  public record Judged(String path, String architecture, List<String> features) {
    public Judged {
      features = List.copyOf(features);
    }
  }

  /** Whether a build has to stop here. */
  public boolean breaksBuild() {
    return status == VerdictStatus.FAIL && failOn != FailOn.NEVER;
  }

  public long errorCount() {
    return count(Severity.ERROR);
  }

  public long warningCount() {
    return count(Severity.WARNING);
  }

  /** How many findings a waiver made milder. */
  public long exemptionCount() {
    return findings.stream().filter(Finding::isExempted).count();
  }

  private long count(Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).count();
  }
}
