package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.policy.Rule;
import java.util.List;
import java.util.Optional;

/** What somebody asks of a policy. */
sealed interface Question {

  /**
   * Why a baseline has or lacks a feature.
   *
   * @param baseline the one that is asked about; empty for all
   */
  record Has(Optional<String> baseline, Feature feature) implements Question {}

  /**
   * Why a fleet has a feature or lacks it.
   *
   * @param common whether all nodes are meant, rather than some node
   * @param name the feature as written, which is looked up on each architecture of the fleet
   * @param architecture the only one that is meant, if the question names one
   */
  record OfFleet(String fleet, boolean common, String name, Optional<String> architecture)
      implements Question {}

  /** Whether each node of a fleet has all of a baseline. */
  record Carries(String fleet, String baseline) implements Question {}

  /**
   * What the rules say.
   *
   * @param asked the question's subject as a rule would name it
   */
  record OfRules(Rule asked) implements Question {

    /** The one member that is asked about. */
    Optional<String> member() {
      return asked.members().stream().findFirst();
    }
  }

  /**
   * How a process is held.
   *
   * @param words the subject as {@link HoldLines} names it, perhaps cut behind its first word; none
   *     for the whole block
   */
  record OfHold(List<String> words) implements Question {}

  /** Which exceptions there are, and until when. */
  record Waivers() implements Question {}

  /** Which baselines are sealed, and where. */
  record Seals() implements Question {}

  /**
   * It is none.
   *
   * @param message what is wrong with it and what could be asked
   */
  record NotUnderstood(String message) implements Question {}
}
