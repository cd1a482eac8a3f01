package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.decode.InstructionClass;
import java.util.List;
import java.util.function.Predicate;

/**
 * The instructions of one class in one object.
 *
 * @param kind what each of them asks of a CPU
 * @param instructions how many there are
 * @param functions in how many functions they are
 * @param firstAddresses where the first few are, ascending; at most {@link #ADDRESSES}: virtual
 *     addresses, or file offsets in a relocatable object
 */
public record Use(
    InstructionClass kind, long instructions, int functions, List<Long> firstAddresses) {

  /** How many places are kept as evidence. */
  public static final int ADDRESSES = 4;

  public Use {
    firstAddresses = List.copyOf(firstAddresses);
  }

  /**
   * Tells whether a CPU with certain features executes these instructions: one alternative
   * suffices.
   *
   * @param has whether a feature, by its canonical name, is there
   */
  public boolean coveredBy(Predicate<String> has) {
    return kind.alternatives().stream().anyMatch(features -> features.stream().allMatch(has));
  }
}
