package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A machine and its kernel, as far as words depend on them.
 *
 * @param nativeWords the hardware's words for programs of the kernel's width; the types named are
 *     those that an exec fills
 * @param compatWords those for 32-bit programs; empty if the machine cannot run any
 * @param vectorWords {@code AT_VECTOR_SIZE}: the size of a saved vector in words of the kernel
 * @param checkpointRestore whether the kernel has CONFIG_CHECKPOINT_RESTORE
 */
public record Machine(
    MachineArchitecture architecture,
    HwcapWords nativeWords,
    Optional<HwcapWords> compatWords,
    int vectorWords,
    boolean checkpointRestore) {

  /** More words than any kernel's vector has, several times over. */
  public static final int MOST_VECTOR_WORDS = 1024;

  public Machine {
    int least = leastVectorWords(architecture);
    if (vectorWords < least || vectorWords > MOST_VECTOR_WORDS || vectorWords % 2 != 0) {
      throw new IllegalArgumentException(
          "a vector of %s has an even number of words from %d to %d, not %d"
              .formatted(architecture, least, MOST_VECTOR_WORDS, vectorWords));
    }
  }

  /** A machine that runs only programs of its kernel's width. */
  public static Machine of(MachineArchitecture architecture, HwcapWords nativeWords) {
    return new Machine(
        architecture, nativeWords, Optional.empty(), architecture.vectorWords(), true);
  }

  /** The same machine, able to run 32-bit programs. */
  public Machine withCompat(HwcapWords words) {
    return new Machine(
        architecture, nativeWords, Optional.of(words), vectorWords, checkpointRestore);
  }

  /** The same machine with a kernel that has another size of vectors. */
  public Machine withVectorWords(int words) {
    return new Machine(architecture, nativeWords, compatWords, words, checkpointRestore);
  }

  /** The same machine with or without CONFIG_CHECKPOINT_RESTORE. */
  public Machine withCheckpointRestore(boolean configured) {
    return new Machine(architecture, nativeWords, compatWords, vectorWords, configured);
  }

  /** The fewest words that hold the longest vector which an exec writes. */
  public static int leastVectorWords(MachineArchitecture architecture) {
    int longest =
        Math.max(
            FreshVector.pairs(architecture, Abi.NATIVE),
            FreshVector.pairs(architecture, Abi.COMPAT));
    return 2 * (longest + AuxType.WORDS.size() + 1);
  }

  /** Whether it can run programs of that width. */
  public boolean runs(Abi abi) {
    return abi == Abi.NATIVE || compatWords.isPresent();
  }

  /**
   * The hardware's words for programs of a width, as far as an address of theirs holds them.
   *
   * @throws IllegalStateException if it runs no such program
   */
  public HwcapWords words(Abi abi) {
    HwcapWords words = abi == Abi.NATIVE ? nativeWords : compatWords.orElseThrow();
    return fitting(words, abi);
  }

  /** The words cut to the width of an address of such a program. */
  HwcapWords fitting(HwcapWords words, Abi abi) {
    if (wordBytes(abi) == Long.BYTES) {
      return words;
    }
    TreeMap<Integer, Long> cut = new TreeMap<>(words.asMap());
    cut.replaceAll((type, word) -> word & 0xffff_ffffL);
    return HwcapWords.of(cut);
  }

  /** The bytes of an address of a program: 4 or 8. */
  public int wordBytes(Abi abi) {
    return abi == Abi.COMPAT ? Integer.BYTES : architecture.wordBytes();
  }

  /** {@code sizeof(mm->saved_auxv)}. */
  public int vectorBytes() {
    return vectorWords * architecture.wordBytes();
  }
}
