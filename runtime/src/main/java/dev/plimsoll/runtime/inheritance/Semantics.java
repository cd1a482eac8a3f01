package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
    boolean stopAtNull,
    Duplicates duplicates,
    Absent absent,
    AbiChange abiChange,
    boolean locked,
    AuxvCopy auxvCopy,
    Arming arming,
    Signal signal) {

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

  /** What becomes of a type that occurs twice in a vector. */
  public enum Duplicates {
    /** The last one counts, but reading ends after as many hits as the highest word's number. */
    COUNTED,
    FIRST,
    LAST
  }

  /** What becomes of a word that the vector does not name. */
  public enum Absent {
    /** It is the hardware's. */
    FULL,
    ZERO
  }

  /** When an exec drops the flag because the width of the program changes. */
  public enum AbiChange {
    KEEP,
    CLEAR_ON_AARCH64,
    /** Only from 64 to 32 bits: the direction that the change log names. */
    CLEAR_TO_COMPAT_ON_AARCH64,
    CLEAR
  }

  /** How much PR_SET_MM_AUXV replaces. */
  public enum AuxvCopy {
    /** As many bytes as were given; what follows stays. */
    LEN,
    /** All of it; what follows becomes zero. */
    FULL
  }

  /** What raises the flag. */
  public enum Arming {
    AUXV_AND_MAP,
    AUXV,
    /** Only a call of its own, which needs a capability. */
    PRCTL
  }

  /** How a program is told that its words are authoritative; floated, never written. */
  public enum Signal {
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
          true,
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
          true,
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
          false,
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
          true,
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

  // One for each parameter that a scenario may set.

  /** These rules with another choice. */
  public Semantics withStopAtNull(boolean value) {
    return change(rules -> rules.stopAtNull = value);
  }

  /** These rules with another choice. */
  public Semantics with(Duplicates value) {
    return change(rules -> rules.duplicates = value);
  }

  /** These rules with another choice. */
  public Semantics with(Absent value) {
    return change(rules -> rules.absent = value);
  }

  /** These rules with another choice. */
  public Semantics with(AbiChange value) {
    return change(rules -> rules.abiChange = value);
  }

  /** These rules with another choice. */
  public Semantics with(AuxvCopy value) {
    return change(rules -> rules.auxvCopy = value);
  }

  /** These rules with another choice. */
  public Semantics with(Arming value) {
    return change(rules -> rules.arming = value);
  }

  /** These rules with another choice. */
  public Semantics with(Signal value) {
    return change(rules -> rules.signal = value);
  }

  private Semantics change(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.rules();
  }

  /** Rules that are being changed. */
  private static final class Draft {
    private final Semantics old;
    private boolean stopAtNull;
    private Duplicates duplicates;
    private Absent absent;
    private AbiChange abiChange;
    private AuxvCopy auxvCopy;
    private Arming arming;
    private Signal signal;

    Draft(Semantics old) {
      this.old = old;
      this.stopAtNull = old.stopAtNull;
      this.duplicates = old.duplicates;
      this.absent = old.absent;
      this.abiChange = old.abiChange;
      this.auxvCopy = old.auxvCopy;
      this.arming = old.arming;
      this.signal = old.signal;
    }

    Semantics rules() {
      return new Semantics(
          old.name,
          old.inherits,
          old.masking,
          old.decoding,
          stopAtNull,
          duplicates,
          absent,
          abiChange,
          old.locked,
          auxvCopy,
          arming,
          signal);
    }
  }
}
