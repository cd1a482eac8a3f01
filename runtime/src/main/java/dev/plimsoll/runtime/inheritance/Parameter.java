package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.Semantics.AbiChange;
import dev.plimsoll.runtime.inheritance.Semantics.Absent;
import dev.plimsoll.runtime.inheritance.Semantics.Arming;
import dev.plimsoll.runtime.inheritance.Semantics.AuxvCopy;
import dev.plimsoll.runtime.inheritance.Semantics.Choice;
import dev.plimsoll.runtime.inheritance.Semantics.Duplicates;
import dev.plimsoll.runtime.inheritance.Semantics.Signal;
import dev.plimsoll.runtime.inheritance.Semantics.StopAtNull;
import java.util.List;

/**
 * A choice that a scenario may make because kernels differ in it or nobody could verify it.
 *
 * @param key how a scenario calls it
 * @param values what it may be
 * @param source where the choice comes from
 */
public record Parameter(String key, List<Choice> values, String source) {

  /** All of them. */
  public static final List<Parameter> ALL =
      List.of(
          new Parameter(
              "setAuxvCopy",
              List.of(AuxvCopy.values()),
              "LEN before August 2026, FULL since commit 5146e0688d86 and in 6.12.110"),
          new Parameter(
              "absentWord",
              List.of(Absent.values()),
              "FULL in v2 to v4 by their code; not verified for v5"),
          new Parameter(
              "duplicates",
              List.of(Duplicates.values()),
              "COUNTED in v2 to v4 by their code; not verified for v5"),
          new Parameter(
              "stopAtNull",
              List.of(StopAtNull.values()),
              "NO in v2, YES since v3 by their code; presumed for v5"),
          new Parameter(
              "abiChange",
              List.of(AbiChange.values()),
              "the change log of v5, which names AArch64 to AArch32 only"),
          new Parameter(
              "arming",
              List.of(Arming.values()),
              "the code of v4; the cover letter of v5 names AUXV only; PRCTL floated 2026-03-24"),
          new Parameter(
              "signal",
              List.of(Signal.values()),
              "PRCTL_QUERY floated 2026-03-28, HWCAP2_BIT floated 2026-04-15; never written"));

  public Parameter {
    values = List.copyOf(values);
  }

  /** The values as a scenario writes them. */
  public List<String> choices() {
    return values.stream().map(Choice::name).toList();
  }

  /**
   * The rules with this choice made.
   *
   * @throws IllegalArgumentException if it is none of the choices
   */
  public Semantics choose(Semantics rules, String value) {
    return values.stream()
        .filter(choice -> choice.name().equals(value))
        .findFirst()
        .map(rules::with)
        .orElseThrow(
            () -> new IllegalArgumentException(key + " is none of " + choices() + ": " + value));
  }
}
