package dev.plimsoll.verifier.verdict;

import dev.plimsoll.compiler.policy.Rule;
import dev.plimsoll.dsl.diagnostic.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One thing that the rules speak of in a build. Findings sort by severity, the worst first, then by
 * place.
 *
 * @param severity {@code ERROR} if it is denied, {@code WARNING} if it is warned of, {@code NOTE}
 *     if a waiver allows what would otherwise be denied or warned of
 * @param artifact the Maven artifact, if it is known
 * @param path the object, archive or policy that it is about, as reports show it
 * @param feature the feature that the baseline lacks, or the hint family
 * @param evidence how much there is of it
 * @param message one sentence for a person
 * @param decider what decided; empty for findings about the policy itself
 * @param exemption the waiver that made it milder
 * @param mend what to do, in one sentence; empty if it is allowed
 * @param allowWith the rule that would allow it, with what only people can fill in left open
 */
public record Finding(
    FindingCode code,
    Severity severity,
    Optional<String> artifact,
    String path,
    Optional<String> architecture,
    Optional<String> feature,
    Evidence evidence,
    String message,
    Optional<Decider> decider,
    Optional<Rule.Waiver> exemption,
    String mend,
    Optional<String> allowWith)
    implements Comparable<Finding> {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(f -> f.artifact.orElse(""))
          .thenComparing(Finding::path)
          .thenComparing(f -> f.code.id())
          .thenComparing(f -> f.feature.orElse(""))
          .thenComparing(f -> f.architecture.orElse(""))
          .thenComparing(Finding::message);

  /**
   * How much there is of something and where.
   *
   * @param places the first functions, or addresses where no function is known; at most {@link
   *     #PLACES}
   */
  public record Evidence(long instructions, int functions, List<String> places) {

    /** How many places are shown. */
    public static final int PLACES = 3;

    /** For what is not a matter of instructions. */
    public static final Evidence NONE = new Evidence(0, 0, List.of());

    public Evidence {
      places = List.copyOf(places);
    }
  }

  /** Whether a waiver decided it. */
  public boolean isExempted() {
    return exemption.isPresent();
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
