package dev.plimsoll.verifier.scan;

import dev.plimsoll.verifier.elf.CodeRange;
import java.util.Arrays;
import java.util.List;

/** Translates between addresses of code and file offsets. */
final class CodeAddresses {

  /** The answer for an address that is not in code. */
  static final long NOWHERE = -1;

  private static final CodeRange NOTHING = new CodeRange("", 0, 0, 0);

  private final List<CodeRange> byOffset;
  private final CodeRange[] byAddress;

  /** Ranges by file offset. */
  CodeAddresses(List<CodeRange> ranges) {
    this.byOffset = ranges;
    this.byAddress = ranges.toArray(CodeRange[]::new);
    Arrays.sort(byAddress, (a, b) -> Long.compareUnsigned(a.address(), b.address()));
  }

  /** The address of a byte of code, given its file offset. */
  long address(long offset) {
    for (int low = 0, high = byOffset.size() - 1; low <= high; ) {
      int middle = (low + high) >>> 1;
      CodeRange range = byOffset.get(middle);
      if (offset < range.offset()) {
        high = middle - 1;
      } else if (offset - range.offset() >= range.size()) {
        low = middle + 1;
      } else {
        return range.address() + (offset - range.offset());
      }
    }
    return offset;
  }

  /** The file offset of an address, or {@link #NOWHERE}. */
  long offset(long address) {
    CodeRange range = range(address);
    return range.holds(address) ? range.offset() + (address - range.address()) : NOWHERE;
  }

  /** The range that holds an address; one without bytes if none does. */
  CodeRange holding(long address) {
    CodeRange range = range(address);
    return range.holds(address) ? range : NOTHING;
  }

  /** The range with the highest address that is not above one; only it can hold the address. */
  private CodeRange range(long address) {
    int low = 0;
    int high = byAddress.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (Long.compareUnsigned(byAddress[middle].address(), address) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return byAddress.length == 0 ? NOTHING : byAddress[low];
  }
}
