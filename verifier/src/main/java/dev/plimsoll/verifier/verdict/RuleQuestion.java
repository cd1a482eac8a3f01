package dev.plimsoll.verifier.verdict;

import java.util.Optional;

/**
 * A question to the rules of a baseline.
 *
 * @param family as in {@link dev.plimsoll.compiler.policy.Rule#family()}
 * @param member the member of the family, such as {@code unknown}; empty for the whole family
 * @param via the knob through which it would be reached
 * @param architecture on which it would be found
 * @param place where it would be found; empty for anywhere that no exception speaks of
 */
public record RuleQuestion(
    String family,
    Optional<String> member,
    Optional<String> via,
    String architecture,
    Optional<In> place) {

  /**
   * A place as a waiver names it.
   *
   * @param artifact a Maven artifact {@code group:name}, or the file name of an archive
   * @param path inside the artifact or archive
   */
  public record In(String artifact, String path) {}

  Subject subject() {
    return new Subject(family, member, Optional.of(architecture));
  }

  Optional<Place> asked() {
    return place.map(
        in ->
            in.artifact().contains(":")
                ? new Place(Optional.of(in.artifact()), in.path())
                : new Place(Optional.empty(), in.artifact() + "!/" + in.path()));
  }
}
