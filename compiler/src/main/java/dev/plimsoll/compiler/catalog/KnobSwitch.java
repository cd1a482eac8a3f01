package dev.plimsoll.compiler.catalog;

import dev.plimsoll.runtime.knob.Switch;
import java.util.Optional;
import java.util.Set;

/**
 * What a component does with features.
 *
 * @param state whether and how they can be withheld
 * @param key the switch; empty iff the state is not {@link State#SWITCH}
 * @param features what the switch is for, by name; of a rung: what it adds to the lower ones
 * @param also what the switch takes besides
 */
public record KnobSwitch(
    State state, Optional<Switch> key, Set<String> features, Set<String> also) {

  public KnobSwitch {
    features = Set.copyOf(features);
    also = Set.copyOf(also);
  }

  /** Whether features can be withheld from a component. */
  public enum State {
    /** By a switch. */
    SWITCH,
    /** By the words of the auxiliary vector, which it obeys. */
    WORDS,
    /** It chooses code by them, and nothing stops it. */
    NONE,
    /** It was built to need them. */
    FLOOR,
    /** It never uses them. */
    UNUSED
  }
}
