package dev.plimsoll.runtime.host;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where an x86 processor keeps register state that XSAVE writes, in the standard format (Intel SDM,
 * volume 1, section 13.4): what a signal frame and a checkpoint of one machine hold, and another
 * machine has to understand.
 *
 * @param bytes the size of the area for all that the kernel has switched on in XCR0
 * @param components the extended state components of user programs by their number, from 2 on; 0
 *     and 1 (x87 and SSE) lie at the area's beginning everywhere
 */
public record XsaveArea(int bytes, SortedMap<Integer, Component> components) {
  /**
   * Where a component lies in the area.
   *
   * @param offset bytes from the area's beginning
   * @param bytes its size
   */
  public record Component(int offset, int bytes) {}

  public XsaveArea {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }
}
