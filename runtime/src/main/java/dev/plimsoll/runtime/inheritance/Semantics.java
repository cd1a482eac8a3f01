package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxType;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one kernel: what the versions of the patch series differ in, and what is not
 * verified about them. {@link Parameter} names each choice and its source.
 *
 * @param name how a scenario calls it
 * @param inherits whether an exec reads the vector of the program before; without it every other
 *     choice but {@code auxvCopy} is moot
 * @param masking which hardware words bound inherited ones
 * @param decoding as what the vector of the program before is read
 * @param stopAtNull whether that reading ends at AT_NULL
 * @param duplicates what becomes of a type that occurs twice
 * @param absent what becomes of a word that the vector does not name
 * @param abiChange when an exec drops the flag
 * @param locked whether a reader of a vector sees it as one writer left it
 * @param auxvCopy how much PR_SET_MM_AUXV replaces
 * @param arming what raises the flag
 * @param signal how a program is told that its words are authoritative
 */
public record Semantics(
    String name,
    boolean inherits,
    Masking masking,
    Decoding decoding,
    StopAtNull stopAtNull,
    Duplicates duplicates,
    Absent absent,
    AbiChange abiChange,
    boolean locked,
    AuxvCopy auxvCopy,
    Arming arming,
    Signal signal) {

  /** What a scenario may choose; {@link Parameter} names the kinds. */
  public sealed interface Choice
      permits StopAtNull, Duplicates, Absent, AbiChange, AuxvCopy, Arming, Signal {
    /** How a scenario writes it. */
    String name();
  }

  /** Which hardware words bound inherited ones. */
  public enum Masking {
    /** The kernel's own, whatever the width of the new program, while the old vector is read. */
    NATIVE,
    /** Those of the new program's width, when its vector is written. */
    TARGET
  }

  /** As what the vector of the program before is read. */
  public enum Decoding {
    /** As pairs of kernel words, whatever the width of that program. */
    KERNEL_WORDS,
    /** By the width of that program. */
    PARENT_ABI
  }

  /** Whether reading the vector of the program before ends at AT_NULL. */
  public enum StopAtNull implements Choice {
    YES,
    NO
  }

  /** What becomes of a type that occurs twice in a vector. */
  public enum Duplicates implements Choice {
    /** The last one counts, but reading ends after as many hits as the highest word's number. */
    COUNTED,
    FIRST,
    LAST
  }

  /** What becomes of a word that the vector does not name. */
  public enum Absent implements Choice {
    /** It is the hardware's. */
    FULL,
    ZERO
  }

  /** When an exec drops the flag because the width of the program changes. */
  public enum AbiChange implements Choice {
    KEEP,
    CLEAR_ON_AARCH64,
    /** Only from 64 to 32 bits: the direction that the change log names. */
    CLEAR_TO_COMPAT_ON_AARCH64,
    CLEAR
  }

  /** How much PR_SET_MM_AUXV replaces. */
  public enum AuxvCopy implements Choice {
    /** As many bytes as were given; what follows stays. */
    LEN,
    /** All of it; what follows becomes zero. */
    FULL
  }

  /** What raises the flag. */
  public enum Arming implements Choice {
    AUXV_AND_MAP,
    AUXV,
    /** Only a call of its own, which needs a capability. */
    PRCTL
  }

  /** How a program is told that its words are authoritative; floated, never written. */
  public enum Signal implements Choice {
    NONE,
    /** A prctl that answers 1 if the flag is up. */
    PRCTL_QUERY,
    /** A bit of AT_HWCAP2 that exec sets if the flag is up. */
    HWCAP2_BIT
  }

  /** The bit of {@link Signal#HWCAP2_BIT}; its number was never assigned. */
  public static final long SIGNAL_BIT = 1L << 31;

  /** A kernel without the series. */
  public static final Semantics MAINLINE =
      new Semantics(
          "mainline",
          false,
          Masking.TARGET,
          Decoding.PARENT_ABI,
          StopAtNull.YES,
          Duplicates.FIRST,
          Absent.FULL,
          AbiChange.KEEP,
          false,
          AuxvCopy.FULL,
          Arming.AUXV_AND_MAP,
          Signal.NONE);

  /** Version 4 of the series, which was in linux-next on 2026-03-19; version 3 is the same here. */
  public static final Semantics V4 =
      new Semantics(
          "v4",
          true,
          Masking.NATIVE,
          Decoding.KERNEL_WORDS,
          StopAtNull.YES,
          Duplicates.COUNTED,
          Absent.FULL,
          AbiChange.KEEP,
          true,
          AuxvCopy.FULL,
          Arming.AUXV_AND_MAP,
          Signal.NONE);

  /** Version 2: version 4 without a lock, and reading on behind AT_NULL. */
  public static final Semantics V2 =
      new Semantics(
          "v2",
          true,
          Masking.NATIVE,
          Decoding.KERNEL_WORDS,
          StopAtNull.NO,
          Duplicates.COUNTED,
          Absent.FULL,
          AbiChange.KEEP,
          false,
          AuxvCopy.FULL,
          Arming.AUXV_AND_MAP,
          Signal.NONE);

  /** Version 5 by its change log; the bodies of its patches could not be read. */
  public static final Semantics V5 =
      new Semantics(
          "v5",
          true,
          Masking.TARGET,
          Decoding.PARENT_ABI,
          StopAtNull.YES,
          Duplicates.FIRST,
          Absent.FULL,
          AbiChange.CLEAR_ON_AARCH64,
          true,
          AuxvCopy.FULL,
          Arming.AUXV_AND_MAP,
          Signal.NONE);

  /** All of them, from old to new. */
  public static final List<Semantics> ALL = List.of(MAINLINE, V2, V4, V5);

  /** The rules of that name, with every parameter at its default. */
  public static Optional<Semantics> named(String name) {
    return ALL.stream().filter(s -> s.name.equals(name)).findFirst();
  }

  /** Whether an exec from one width to another drops the flag. */
  boolean clearsFlag(MachineArchitecture architecture, Abi from, Abi to) {
    boolean aarch64 = architecture.equals(MachineArchitecture.AARCH64);
    return from != to
        && switch (abiChange) {
          case KEEP -> false;
          case CLEAR_ON_AARCH64 -> aarch64;
          case CLEAR_TO_COMPAT_ON_AARCH64 -> aarch64 && to == Abi.COMPAT;
          case CLEAR -> true;
        };
  }

  /** Why these rules cannot be those of a machine; empty if they can. */
  public Optional<String> refusal(Machine machine) {
    boolean room =
        !machine.architecture().equals(MachineArchitecture.AARCH64)
            && machine.nativeWords().asMap().containsKey(AuxType.AT_HWCAP2);
    return signal == Signal.HWCAP2_BIT && !room
        ? Optional.of("AT_HWCAP2 of " + machine.architecture() + " has no room for a signal bit")
        : Optional.empty();
  }

  /** These rules with another choice in the one place where a choice of its kind belongs. */
  public Semantics with(Choice choice) {
    return new Semantics(
        name,
        inherits,
        masking,
        decoding,
        choice instanceof StopAtNull other ? other : stopAtNull,
        choice instanceof Duplicates other ? other : duplicates,
        choice instanceof Absent other ? other : absent,
        choice instanceof AbiChange other ? other : abiChange,
        locked,
        choice instanceof AuxvCopy other ? other : auxvCopy,
        choice instanceof Arming other ? other : arming,
        choice instanceof Signal other ? other : signal);
  }
}
