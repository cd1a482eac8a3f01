package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.Semantics.AbiChange;
import dev.plimsoll.runtime.inheritance.Semantics.Absent;
import dev.plimsoll.runtime.inheritance.Semantics.Arming;
import dev.plimsoll.runtime.inheritance.Semantics.AuxvCopy;
import dev.plimsoll.runtime.inheritance.Semantics.Duplicates;
import dev.plimsoll.runtime.inheritance.Semantics.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A choice that a scenario may make because kernels differ in it or nobody could verify it.
 *
 * @param key how a scenario calls it
 * @param choices what it may be
 * @param source where the choice comes from
 * @param choice the rules with a choice made
 */
public record Parameter(
    String key,
    List<String> choices,
    String source,
    BiFunction<Semantics, String, Semantics> choice) {

  /** All of them. */
  public static final List<Parameter> ALL =
      List.of(
          new Parameter(
              "setAuxvCopy",
              names(AuxvCopy.values()),
              "LEN before August 2026, FULL since commit 5146e0688d86 and in 6.12.110",
              (rules, value) -> rules.with(AuxvCopy.valueOf(value))),
          new Parameter(
              "absentWord",
              names(Absent.values()),
              "FULL in v2 to v4 by their code; not verified for v5",
              (rules, value) -> rules.with(Absent.valueOf(value))),
          new Parameter(
              "duplicates",
              names(Duplicates.values()),
              "COUNTED in v2 to v4 by their code; not verified for v5",
              (rules, value) -> rules.with(Duplicates.valueOf(value))),
          new Parameter(
              "stopAtNull",
              List.of("YES", "NO"),
              "NO in v2, YES since v3 by their code; presumed for v5",
              (rules, value) -> rules.withStopAtNull(value.equals("YES"))),
          new Parameter(
              "abiChange",
              names(AbiChange.values()),
              "the change log of v5, which names AArch64 to AArch32 only",
              (rules, value) -> rules.with(AbiChange.valueOf(value))),
          new Parameter(
              "arming",
              names(Arming.values()),
              "the code of v4; the cover letter of v5 names AUXV only; PRCTL floated 2026-03-24",
              (rules, value) -> rules.with(Arming.valueOf(value))),
          new Parameter(
              "signal",
              names(Signal.values()),
              "PRCTL_QUERY floated 2026-03-28, HWCAP2_BIT floated 2026-04-15; never written",
              (rules, value) -> rules.with(Signal.valueOf(value))));

  public Parameter {
    choices = List.copyOf(choices);
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  /** The parameter that a scenario calls so. */
  public static Optional<Parameter> named(String key) {
    return ALL.stream().filter(p -> p.key.equals(key)).findFirst();
  }

  /**
   * The rules with this choice made.
   *
   * @throws IllegalArgumentException if it is none of the choices
   */
  public Semantics choose(Semantics rules, String value) {
    if (!choices.contains(value)) {
      throw new IllegalArgumentException(key + " is none of " + choices + ": " + value);
    }
    return choice.apply(rules, value);
  }
}
