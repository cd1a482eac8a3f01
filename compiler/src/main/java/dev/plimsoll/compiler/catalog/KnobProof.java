package dev.plimsoll.compiler.catalog;

import dev.plimsoll.runtime.knob.Evidence;
import java.util.Set;

/**
 * How it was shown that a knob works, on the architecture of its record.
 *
 * @param version of the component
 * @param features what was shown to be gone; empty for all that the record has switches for
 * @param command what shows it
 * @param without what it showed without the knob
 * @param with what it showed with it
 */
public record KnobProof(
    String record,
    String version,
    Set<String> features,
    Evidence level,
    String command,
    String without,
    String with) {
  public KnobProof {
    features = Set.copyOf(features);
  }
}
