package dev.plimsoll.runtime.knob;

import java.util.List;

/**
 * One thing that is set so that a component does without features: plain data, to be folded into a
 * generated class.
 *
 * @param component the component as policies name it
 * @param record the row of the knob table that it comes from
 * @param name the variable or the file; of arguments what they are called
 * @param board what merging needs: argument and ladders
 * @param value ours, where the user had set nothing
 * @param programs the names of the programs that take it; empty for all
 * @param reads other variables of the same kind that the component reads
 * @param presupposes features that the value tells the component to use without asking the machine:
 *     on a machine that lacks one it must not be set
 * @param limits where it does not reach, in sentences
 */
public record KnobSetting(
    String component,
    String record,
    Carrier carrier,
    String name,
    Encoder encoder,
    Switchboard board,
    String value,
    List<String> programs,
    List<String> reads,
    List<String> presupposes,
    List<String> limits) {

  public KnobSetting {
    programs = List.copyOf(programs);
    reads = List.copyOf(reads);
    presupposes = List.copyOf(presupposes);
    limits = List.copyOf(limits);
  }

  /** The same with another value. */
  public KnobSetting withValue(String other) {
    return new KnobSetting(
        component,
        record,
        carrier,
        name,
        encoder,
        board,
        other,
        programs,
        reads,
        presupposes,
        limits);
  }

  /** The arguments or lines that the value consists of. */
  public List<String> items() {
    return value.isEmpty() ? List.of() : List.of(value.split(" ", -1));
  }
}
