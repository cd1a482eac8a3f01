package dev.plimsoll.runtime.inheritance;

/** Something that a task does or suffers. */
public sealed interface Operation
    permits SetAuxv, SetMap, GetAuxv, Arm, QueryArmed, Clone, Exec, Checkpoint, Restore {

  /**
   * What comes of it.
   *
   * @param task the live task that does it; for a restore the one whose image is restored
   */
  Outcome apply(World world, int task);
}
