package dev.plimsoll.runtime.enforce;

import java.util.Optional;

/**
 * Choices about how a program is held.
 *
 * @param mechanism the only mechanism to use; empty for the strongest that the machine offers
 * @param onLoss what becomes of a process that cannot be held
 */
public record HoldOptions(Optional<Mechanism> mechanism, OnLoss onLoss) {
  /** The strongest mechanism; what cannot be held does not run. */
  public static final HoldOptions DEFAULT = new HoldOptions(Optional.empty(), OnLoss.KILL);
}
