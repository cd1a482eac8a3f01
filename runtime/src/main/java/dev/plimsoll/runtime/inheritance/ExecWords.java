package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.inheritance.Semantics.Absent;
import dev.plimsoll.runtime.inheritance.Semantics.Decoding;
import dev.plimsoll.runtime.inheritance.Semantics.Duplicates;
import dev.plimsoll.runtime.inheritance.Semantics.Masking;
import dev.plimsoll.runtime.inheritance.Semantics.Signal;
import dev.plimsoll.runtime.inheritance.Semantics.StopAtNull;
import dev.plimsoll.runtime.words.AuxType;
import dev.plimsoll.runtime.words.HwcapWords;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The words of a new program: the heart of the model.
 *
 * @param words as they go into the new vector
 * @param flag whether the new address space inherits on
 */
record ExecWords(HwcapWords words, boolean flag, WordOrigin origin) {

  /** Of the first program of a machine, which has no program before it. */
  static ExecWords first(Semantics semantics, Machine machine, Abi abi) {
    HwcapWords mask = mask(semantics, machine, abi);
    return new ExecWords(mask, false, unarmed(semantics, machine, mask, abi));
  }

  /**
   * Of a program that another one starts.
   *
   * @param old the address space of the program before
   */
  static ExecWords of(Semantics semantics, Machine machine, AddressSpace old, Abi from, Abi to) {
    HwcapWords mask = mask(semantics, machine, to);
    if (!semantics.inherits() || !old.userHwcap()) {
      return first(semantics, machine, to);
    }
    if (semantics.clearsFlag(machine.architecture(), from, to)) {
      return new ExecWords(mask, false, WordOrigin.ABI_CHANGE);
    }
    Map<Integer, Long> requested = requested(semantics, machine, old.saved(), from, mask);
    TreeMap<Integer, Long> words = new TreeMap<>(mask.asMap());
    long absent = semantics.absent() == Absent.FULL ? -1 : 0;
    words.replaceAll((type, bits) -> bits & requested.getOrDefault(type, absent));
    if (semantics.signal() == Signal.HWCAP2_BIT) {
      words.computeIfPresent(AuxType.AT_HWCAP2, (type, bits) -> bits | Semantics.SIGNAL_BIT);
    }
    return new ExecWords(
        HwcapWords.of(words), true, armed(semantics, machine, from, requested.isEmpty()));
  }

  private static HwcapWords mask(Semantics semantics, Machine machine, Abi to) {
    boolean ofNative = semantics.inherits() && semantics.masking() == Masking.NATIVE;
    return ofNative ? machine.fitting(machine.words(Abi.NATIVE), to) : machine.words(to);
  }

  private static WordOrigin unarmed(
      Semantics semantics, Machine machine, HwcapWords words, Abi to) {
    if (!semantics.inherits()) {
      return WordOrigin.HARDWARE_ALWAYS;
    }
    return words.equals(machine.words(to)) ? WordOrigin.HARDWARE : WordOrigin.NATIVE_PRESET;
  }

  private static WordOrigin armed(
      Semantics semantics, Machine machine, Abi from, boolean foundNothing) {
    if (foundNothing) {
      return WordOrigin.UNREADABLE;
    }
    return readAs(semantics, machine, from) == machine.wordBytes(from)
        ? WordOrigin.INHERITED
        : WordOrigin.MISREAD;
  }

  /** The width in which the vector of the program before is read. */
  private static int readAs(Semantics semantics, Machine machine, Abi from) {
    return semantics.decoding() == Decoding.PARENT_ABI
        ? machine.wordBytes(from)
        : machine.architecture().wordBytes();
  }

  /** The words that a kernel finds in the vector of the program before. */
  private static SortedMap<Integer, Long> requested(
      Semantics semantics, Machine machine, RawVector saved, Abi from, HwcapWords defined) {
    int wordBytes = readAs(semantics, machine, from);
    boolean counted = semantics.duplicates() == Duplicates.COUNTED;
    int left = counted ? highest(defined) : Integer.MAX_VALUE;
    TreeMap<Integer, Long> found = new TreeMap<>();
    for (int i = 0; left > 0 && i + 1 < saved.length(wordBytes); i += 2) {
      long type = saved.word(i, wordBytes);
      if (type == AuxType.AT_NULL && semantics.stopAtNull() == StopAtNull.YES) {
        break;
      }
      if (RawVector.isWord(type) && defined.asMap().containsKey((int) type)) {
        long value = saved.word(i + 1, wordBytes);
        if (semantics.duplicates() != Duplicates.FIRST || !found.containsKey((int) type)) {
          found.put((int) type, value);
        }
        left--;
      }
    }
    return found;
  }

  /** The number of the highest word: 1 for AT_HWCAP to 4 for AT_HWCAP4. */
  private static int highest(HwcapWords defined) {
    return defined.isEmpty() ? 0 : AuxType.WORDS.indexOf(defined.asMap().lastKey()) + 1;
  }
}
