package dev.plimsoll.verifier.explain;

import dev.plimsoll.compiler.catalog.Feature;
import dev.plimsoll.compiler.policy.Rule;
import java.util.Optional;

/** What somebody asks of a policy. */
sealed interface Question {

  /** Why a baseline has or lacks a feature. */
  record Has(Feature feature) implements Question {}

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
   * It is none.
   *
   * @param message what is wrong with it and what could be asked
   */
  record NotUnderstood(String message) implements Question {}
}
