package dev.plimsoll.runtime.inheritance;

import dev.plimsoll.runtime.words.AuxVector.Entry;
import java.util.List;

/**
 * What a checkpoint writes of a process, as CRIU does. The flag is not visible to it.
 *
 * @param auxv /proc/PID/auxv with its AT_NULL, read as pairs of kernel words whatever the width of
 *     the program
 * @param stack travels as ordinary memory
 */
record Image(List<Entry> auxv, RawVector stack, Abi abi, Machine machine) {
  Image {
    auxv = List.copyOf(auxv);
  }
}
