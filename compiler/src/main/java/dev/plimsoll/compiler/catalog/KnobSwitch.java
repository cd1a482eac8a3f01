package dev.plimsoll.compiler.catalog;

import dev.plimsoll.runtime.knob.Switch;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a component does with features.
 *
 * @param state whether and how they can be withheld
 * @param key the switch; empty iff the state is not {@link State#SWITCH}
 * @param required what the code behind the switch cannot do without; of a rung: what it adds to the
 *     lower ones
 * @param optional what that code uses where it is there
 * @param also what the switch takes besides, of other code
 */
public record KnobSwitch(
    State state,
    Optional<Switch> key,
    Set<String> required,
    Set<String> optional,
    Set<String> also) {

  public KnobSwitch {
    required = Set.copyOf(required);
    optional = Set.copyOf(optional);
    also = Set.copyOf(also);
  }

  /** What it is about: required or optional. */
  public Set<String> features() {
    Set<String> features = new TreeSet<>(required);
    features.addAll(optional);
    return features;
  }

  /** Whether it is about a feature. */
  public boolean isAbout(String feature) {
    return required.contains(feature) || optional.contains(feature);
  }

  /** Whether features can be withheld from a component. */
  public enum State {
    /** By a switch. */
    SWITCH,
    /** By the words of the auxiliary vector, which it obeys. */
    WORDS,
    /** It chooses code by them, and nothing but what closes their leak stops it. */
    LEAK,
    /** It chooses code by them, and nothing stops it. */
    NONE,
    /** It was built to need them. */
    FLOOR,
    /** It never uses them. */
    UNUSED
  }
}
