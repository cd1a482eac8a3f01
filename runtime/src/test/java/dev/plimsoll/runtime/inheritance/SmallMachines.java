package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxVector.Entry;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Machines with few bits, and all that may happen on them. */
final class SmallMachines {
  /** The widths have words of different meaning; bit 5 of AT_HWCAP2 is not among those of 31. */
  static final Machine AARCH64 =
      Machine.of(MachineArchitecture.AARCH64, HwcapWords.of(16, 0x3, 26, 0x21))
          .withCompat(HwcapWords.of(16, 0x5, 26, 0x2));

  static final Machine AARCH64_OTHER =
      Machine.of(MachineArchitecture.AARCH64, HwcapWords.of(16, 0x6, 26, 0x23))
          .withCompat(HwcapWords.of(16, 0x4, 26, 0x6));

  /** Both widths have the same words. */
  static final Machine X86_64 =
      Machine.of(MachineArchitecture.X86_64, HwcapWords.of(16, 0x3, 26, 0x2))
          .withCompat(HwcapWords.of(16, 0x3, 26, 0x2));

  static final Machine X86_64_OTHER =
      Machine.of(MachineArchitecture.X86_64, HwcapWords.of(16, 0x6, 26, 0x3))
          .withCompat(HwcapWords.of(16, 0x6, 26, 0x3));

  /** Big-endian, with one word. */
  static final Machine S390X =
      Machine.of(MachineArchitecture.S390X, HwcapWords.of(16, 0x3))
          .withCompat(HwcapWords.of(16, 0x3));

  static final Machine S390X_OTHER =
      Machine.of(MachineArchitecture.S390X, HwcapWords.of(16, 0x6))
          .withCompat(HwcapWords.of(16, 0x6));

  private SmallMachines() {}

  /** Something that happens, with the name that a counterexample gives it. */
  record Move(String name, Operation operation) {}

  /** Everything that a task may do, or suffer. */
  static List<Move> moves(Machine other) {
    List<Move> moves = new ArrayList<>();
    List<Entry> narrow = List.of(new Entry(16, 1), new Entry(26, 0));
    List<Entry> wide = List.of(new Entry(16, -1), new Entry(26, -1));
    List<Entry> twice = List.of(new Entry(16, 1), new Entry(16, 2), new Entry(26, 0));
    moves.add(new Move("map narrow", SetMap.of(UserBuffer.of(narrow))));
    moves.add(new Move("map wide", SetMap.of(UserBuffer.of(wide))));
    moves.add(new Move("map twice", SetMap.of(UserBuffer.of(twice))));
    moves.add(new Move("map 26", SetMap.of(UserBuffer.of(List.of(new Entry(26, 1))))));
    List<Entry> closed = List.of(new Entry(16, 1), new Entry(0, 0), new Entry(26, 0));
    moves.add(new Move("map closed", SetMap.of(UserBuffer.of(closed))));
    moves.add(new Move("map none", SetMap.of(UserBuffer.of(List.of()))));
    moves.add(new Move("map too long", SetMap.of(longer(narrow))));
    moves.add(new Move("auxv 16", SetAuxv.of(UserBuffer.of(List.of(new Entry(16, 2))))));
    moves.add(new Move("auxv refused", new SetAuxv(UserBuffer.of(narrow), 0, false)));
    moves.add(new Move("auxv too long", SetAuxv.of(longer(narrow))));
    moves.add(new Move("get", new GetAuxv(Pointer.VALID, 8, 0, 0)));
    moves.add(new Move("fork", Clone.FORK));
    moves.add(new Move("vfork", Clone.VFORK));
    for (Abi abi : Abi.values()) {
      moves.add(new Move("exec " + abi, Exec.of(abi)));
      moves.add(exec("fdpic " + abi, abi, ExecFormat.FDPIC, Failure.NONE, false));
      moves.add(exec("script " + abi, abi, ExecFormat.SCRIPT, Failure.NONE, false));
      moves.add(exec("check " + abi, abi, ExecFormat.ELF, Failure.NONE, true));
      moves.add(exec("exec in vain " + abi, abi, ExecFormat.ELF, Failure.BEFORE, false));
    }
    moves.add(exec("exec to death", Abi.NATIVE, ExecFormat.ELF, Failure.AFTER, false));
    moves.add(new Move("checkpoint", new Checkpoint()));
    moves.add(new Move("restore here", new Restore(Optional.empty(), true)));
    moves.add(new Move("restore there", new Restore(Optional.of(other), true)));
    moves.add(new Move("restore refused", new Restore(Optional.of(other), false)));
    return moves;
  }

  private static Move exec(
      String name, Abi abi, ExecFormat format, Failure failure, boolean checkOnly) {
    return new Move(name, new Exec(abi, format, failure, false, checkOnly));
  }

  private static UserBuffer longer(List<Entry> pairs) {
    return new UserBuffer(pairs, OptionalLong.of(8192), Pointer.VALID);
  }
}
